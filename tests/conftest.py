"""Every run of the tests tries the same examples, so that a red run can be repeated.

To look for new ones: `make test ARGS="--hypothesis-profile=explore"`.
"""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, database=None, print_blob=True)
settings.register_profile("explore", derandomize=False, print_blob=True)
settings.load_profile("steady")
