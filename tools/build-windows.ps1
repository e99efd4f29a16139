# Builds the app for Windows: dist\govdesk (govdesk.exe, govdesk-cli.exe) and dist\govdesk-VERSION-windows-x86_64.zip.
#
#   powershell -ExecutionPolicy Bypass -File tools\build-windows.ps1
#
# Needs Python 3.11 for x86_64 (the launcher `py`) and git. UNTESTED: the people who wrote it had no Windows at hand; build.spec and every
# Python file that this calls were only read for it. docs/decisions/0123 tells what to look at first.
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..')

function Invoke-Checked {
    param([string] $Program, [string[]] $Arguments)
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program ended with $LASTEXITCODE" }
}

$venv = 'build\windows-venv'
if (-not (Test-Path "$venv\Scripts\python.exe")) { Invoke-Checked 'py' @('-3.11', '-m', 'venv', $venv) }
$python = "$venv\Scripts\python.exe"
Invoke-Checked $python @('-m', 'pip', 'install', '--quiet', '--no-deps', '--require-hashes', '-r', 'requirements-dev.lock')

$commit = (& git rev-parse HEAD)
if ($LASTEXITCODE -ne 0) { throw 'git cannot tell the commit' }
$version = (& $python -c 'import govdesk; print(govdesk.__version__)')
Invoke-Checked $python @('tools\release\release_files.py', 'build\release', '--commit', $commit)
Invoke-Checked $python @('tools\release\version_resource.py', 'build\version-resource.txt')
Invoke-Checked $python @('-m', 'PyInstaller', '--noconfirm', '--log-level', 'WARN', 'build.spec')

# The commands speak; the window's own start is for a person to see.
$env:GOVDESK_DATA = Join-Path $env:TEMP "govdesk-build-$PID"
Invoke-Checked 'dist\govdesk\govdesk-cli.exe' @('rules')
Invoke-Checked 'dist\govdesk\govdesk-cli.exe' @('checklist', 'submit-request', '--rule', 'xianyang-2013', '--pdf', (Join-Path $env:GOVDESK_DATA 'out.pdf'))
Remove-Item -Recurse -Force $env:GOVDESK_DATA

$zip = "dist\govdesk-$version-windows-x86_64.zip"
if (Test-Path $zip) { Remove-Item $zip }
Compress-Archive -Path 'dist\govdesk' -DestinationPath $zip
Copy-Item 'build\release\sbom.cdx.json' "dist\govdesk-$version-windows-x86_64.sbom.cdx.json"
Get-ChildItem "dist\govdesk-$version-windows-x86_64.*" | ForEach-Object { '{0}  {1}' -f (Get-FileHash $_ -Algorithm SHA256).Hash.ToLower(), $_.Name }
