BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE basis (
	digest VARCHAR(64) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_basis PRIMARY KEY (digest)
);
INSERT INTO "basis" VALUES('84ee88c94baac17ca214050beb4de7ef30a5a34d334a8a11b9630c1195c0d29b','{"wizard":{"id":"borrow-book","topic":"books","topics":[],"group":"图书","title":"借书","summary":"借一本书","stages":["准备","借出","归还"],"fields":[{"id":"title","label":"事项名称","kind":"text","hint":""},{"id":"handler","label":"经办人","kind":"person","hint":""},{"id":"doc","label":"文号","kind":"doc_number","hint":""},{"id":"received","label":"收文日期","kind":"date","hint":""}],"items":[{"id":"register","stage":"准备","do":"登记","level":"must","actor":"借书人","cite":{"article":7,"quote":"借书应当登记","paragraph":1,"item":null},"when":{},"due":null,"note":"","hint":""},{"id":"ask","stage":"准备","do":"先问他人","level":"must","actor":"借书人","cite":{"article":7,"quote":"借书应当登记","paragraph":1,"item":null},"when":{"others":["yes"]},"due":null,"note":"","hint":""},{"id":"approve","stage":"借出","do":"报批","level":"must","actor":"借书人","cite":{"article":7,"quote":"借书应当登记","paragraph":1,"item":null},"when":{"many":"yes"},"due":null,"note":"","hint":""},{"id":"lend","stage":"借出","do":"不得转借","level":"must_not","actor":"借书人","cite":{"article":7,"quote":"借书应当登记","paragraph":1,"item":null},"when":{},"due":null,"note":"","hint":""},{"id":"back","stage":"归还","do":"归还","level":"must","actor":"借书人","cite":{"article":7,"quote":"借书应当登记","paragraph":1,"item":null},"when":{},"due":{"workdays":10,"after":"received","words":""},"note":"","hint":""},{"id":"tell","stage":"归还","do":"告知","level":"may","actor":"借书人","cite":{"article":7,"quote":"借书应当登记","paragraph":1,"item":null},"when":[{"others":"yes"},{"many":"yes"}],"due":{"workdays":5,"after":"received","words":""},"note":"","hint":""}],"questions":[{"id":"others","ask":"涉及他人吗？","why":"涉及的要先问","options":[{"value":"yes","label":"涉及","effect":"","undecided":false},{"value":"no","label":"不涉及","effect":"","undecided":false},{"value":"unknown","label":"还不清楚","effect":"","undecided":true}],"cite":{"article":7,"quote":"借书应当登记","paragraph":1,"item":null},"when":{},"short":""},{"id":"many","ask":"多于三本吗？","why":"多的要批","options":[{"value":"yes","label":"涉及","effect":"","undecided":false},{"value":"no","label":"不涉及","effect":"","undecided":false},{"value":"unknown","label":"还不清楚","effect":"","undecided":true}],"cite":{"article":7,"quote":"借书应当登记","paragraph":1,"item":null},"when":{"others":"yes"},"short":""}],"asks":[],"rule":"reading-room"},"rule":{"id":"reading-room","title":"阅览室规则","short_title":"阅览室","aliases":[],"issuer":"阅览室","doc_number":"","adopted":null,"adopted_by":"","issued":"2020-01-02","effective":null,"published":null,"status":"","source":"","obtained":"","numbering":"enumerated","wizards_complete":false},"articles":[{"article":{"number":"7","printed":"第七条","paragraphs":[{"text":[[["借书应当登记，",null,null],["十","supplied","z1"],["个工作日内归还。",null,null]]],"items":[]},{"text":[[["有下列情形的，另行办理：",null,null]]],"items":[{"label":"（一）","number":1,"text":[[["涉及他人的书，先问他人；",null,null]]],"subitems":[]}]}],"heading":"借书","nothing_to_check":"","unlisted":[],"asks":[]},"chapter":"第一章 借阅","notes":[{"id":"z1","kind":"supplied","source":"","why":"原文缺字","certainty":"high","reading":"十"}]}],"hash":"abababababababababababababababababababababababababababababababab"}');
CREATE TABLE change (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid VARCHAR(36) NOT NULL, 
	record VARCHAR(36) NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	"by" VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	item VARCHAR NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	undoes VARCHAR(36) NOT NULL, 
	CONSTRAINT fk_change_record FOREIGN KEY(record) REFERENCES record (id) ON DELETE CASCADE, 
	CONSTRAINT uq_change_uid UNIQUE (uid)
);
INSERT INTO "change" VALUES(1,'74f54c5c-3837-4ccf-9c0d-c9f62141bc43','c2a20286-d7c2-4290-8650-b807ca04ad04','2026-09-24T01:00:05.000000Z','王','created','','null','"QD-2026-0001"','');
INSERT INTO "change" VALUES(2,'25e4051b-c7d4-4db8-ad73-7e3f015c8499','c2a20286-d7c2-4290-8650-b807ca04ad04','2026-09-24T01:00:08.000000Z','王','state','register','{"state":"open","by":"","at":null,"reason":""}','{"state":"done","by":"王","at":"2026-09-24T01:00:07Z","reason":""}','');
INSERT INTO "change" VALUES(3,'d4522760-ed28-4e7e-ac03-2bae27e8a646','c2a20286-d7c2-4290-8650-b807ca04ad04','2026-09-24T01:00:11.000000Z','王','state','lend','{"state":"open","by":"","at":null,"reason":""}','{"state":"not_applicable","by":"王","at":"2026-09-24T01:00:10Z","reason":"不外借"}','');
INSERT INTO "change" VALUES(4,'b0784f09-72c8-479d-90f0-2e136dfc87af','c2a20286-d7c2-4290-8650-b807ca04ad04','2026-09-24T01:00:13.000000Z','李','note','back','""','"先催一次"','');
INSERT INTO "change" VALUES(5,'7514585f-1455-49fe-8370-ecd34e87dba1','c2a20286-d7c2-4290-8650-b807ca04ad04','2026-09-24T01:00:15.000000Z','李','state','lend','{"state":"not_applicable","by":"王","at":"2026-09-24T01:00:10Z","reason":"不外借"}','{"state":"open","by":"","at":null,"reason":""}','d4522760-ed28-4e7e-ac03-2bae27e8a646');
INSERT INTO "change" VALUES(6,'92f2c754-155c-48a8-a2e5-76446f8379f8','3dee2962-927a-49f8-9e1c-dc0b2b2bb56d','2026-09-24T01:00:17.000000Z','王','created','','null','"QD-2026-0002"','');
INSERT INTO "change" VALUES(7,'50d9fd60-5fd6-435e-93bf-071efbd92e52','3dee2962-927a-49f8-9e1c-dc0b2b2bb56d','2026-09-24T01:00:20.000000Z','王','archived','','null','"2026-09-24T01:00:19Z"','');
INSERT INTO "change" VALUES(8,'61c104e4-96a2-43d9-9f7a-266f0f96ca27','20543439-fe19-42e0-864e-aa46eeee3a00','2026-09-24T01:00:22.000000Z','王','created','','null','"QD-2026-0003"','');
INSERT INTO "change" VALUES(9,'38e77eb3-ccbe-451e-bd51-3acdf3f565d0','20543439-fe19-42e0-864e-aa46eeee3a00','2026-09-24T01:00:25.000000Z','王','deleted','','null','"2026-09-24T01:00:24Z"','');
CREATE TABLE draft (
	rule VARCHAR NOT NULL, 
	wizard VARCHAR NOT NULL, 
	answers TEXT NOT NULL, 
	updated VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_draft PRIMARY KEY (rule, wizard)
);
INSERT INTO "draft" VALUES('reading-room','borrow-book','{"others":"no"}','2026-09-24T01:00:26.000000Z');
CREATE TABLE fact (
	name VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_fact PRIMARY KEY (name)
);
INSERT INTO "fact" VALUES('cache_version','1');
INSERT INTO "fact" VALUES('cache_calendar','9e9fb4f5dc3764440de5f7370578df29aadf26b810f21395e7b5e5a6e6fa4935');
CREATE TABLE mark (
	record VARCHAR(36) NOT NULL, 
	item VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at VARCHAR(27), 
	reason VARCHAR NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_mark PRIMARY KEY (record, item), 
	CONSTRAINT ck_mark_ck_mark_state CHECK (state IN ('open', 'done', 'not_applicable')), 
	CONSTRAINT fk_mark_record FOREIGN KEY(record) REFERENCES record (id) ON DELETE CASCADE
);
INSERT INTO "mark" VALUES('c2a20286-d7c2-4290-8650-b807ca04ad04','register','done','王','2026-09-24T01:00:07.000000Z','','');
INSERT INTO "mark" VALUES('c2a20286-d7c2-4290-8650-b807ca04ad04','back','open','',NULL,'','先催一次');
CREATE TABLE record (
	id VARCHAR(36) NOT NULL, 
	number VARCHAR NOT NULL, 
	answers TEXT NOT NULL, 
	fields TEXT NOT NULL, 
	basis VARCHAR(64) NOT NULL, 
	count_start BOOLEAN NOT NULL, 
	created VARCHAR(27) NOT NULL, 
	updated VARCHAR(27) NOT NULL, 
	archived_at VARCHAR(27), 
	deleted_at VARCHAR(27), 
	c_rule VARCHAR NOT NULL, 
	c_rule_title VARCHAR NOT NULL, 
	c_wizard VARCHAR NOT NULL, 
	c_wizard_title VARCHAR NOT NULL, 
	c_title VARCHAR NOT NULL, 
	c_handler VARCHAR NOT NULL, 
	c_started DATE, 
	c_done INTEGER NOT NULL, 
	c_total INTEGER NOT NULL, 
	c_next_due DATE, 
	c_next_due_what VARCHAR NOT NULL, 
	c_next_due_provisional BOOLEAN NOT NULL, 
	c_words TEXT NOT NULL, 
	CONSTRAINT pk_record PRIMARY KEY (id), 
	CONSTRAINT fk_record_basis FOREIGN KEY(basis) REFERENCES basis (digest), 
	CONSTRAINT uq_record_number UNIQUE (number)
);
INSERT INTO "record" VALUES('c2a20286-d7c2-4290-8650-b807ca04ad04','QD-2026-0001','{"others":"yes"}','{"title":"借《诗经》","handler":"王","received":"2026-09-24"}','84ee88c94baac17ca214050beb4de7ef30a5a34d334a8a11b9630c1195c0d29b',0,'2026-09-24T01:00:05.000000Z','2026-09-24T01:00:15.000000Z',NULL,NULL,'reading-room','阅览室','borrow-book','借书','借《诗经》','王','2026-09-24',1,6,'2026-10-09','告知',0,'qd-2026-0001
借书
借《诗经》
借《诗经》
王
2026-09-24');
INSERT INTO "record" VALUES('3dee2962-927a-49f8-9e1c-dc0b2b2bb56d','QD-2026-0002','{}','{"title":"归档的"}','84ee88c94baac17ca214050beb4de7ef30a5a34d334a8a11b9630c1195c0d29b',0,'2026-09-24T01:00:17.000000Z','2026-09-24T01:00:20.000000Z','2026-09-24T01:00:19.000000Z',NULL,'reading-room','阅览室','borrow-book','借书','归档的','',NULL,0,6,NULL,'',0,'qd-2026-0002
借书
归档的
归档的');
INSERT INTO "record" VALUES('20543439-fe19-42e0-864e-aa46eeee3a00','QD-2026-0003','{}','{"title":"删去的"}','84ee88c94baac17ca214050beb4de7ef30a5a34d334a8a11b9630c1195c0d29b',0,'2026-09-24T01:00:22.000000Z','2026-09-24T01:00:25.000000Z',NULL,'2026-09-24T01:00:24.000000Z','reading-room','阅览室','borrow-book','借书','删去的','',NULL,0,6,NULL,'',0,'qd-2026-0003
借书
删去的
删去的');
CREATE TABLE series (
	year INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT pk_series PRIMARY KEY (year)
);
INSERT INTO "series" VALUES(2026,3);
CREATE INDEX ix_record_basis ON record (basis);
CREATE INDEX ix_record_c_next_due ON record (c_next_due);
CREATE INDEX ix_change_record ON change (record);
CREATE INDEX ix_record_worked ON record (deleted_at, updated);
CREATE INDEX ix_record_listed ON record (deleted_at, archived_at, c_done, c_total, number, c_wizard_title, c_handler);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('change',9);
COMMIT;
