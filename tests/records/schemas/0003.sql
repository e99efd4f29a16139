BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE basis (
	digest VARCHAR(64) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_basis PRIMARY KEY (digest)
);
INSERT INTO "basis" VALUES('257957e473dc5f49ae79af75fae12253a82ee31dde652041440d6467d87784ca','{"wizard":{"id":"borrow-book","topic":"books","group":"submit","title":"借书","summary":"借一本书","desks":["reader","keeper"],"topics":[],"formerly":[],"short":"","asks":[],"stages":["准备","借出","归还"],"fields":[{"id":"title","label":"事项名称","kind":"text","hint":"","when":{},"desks":[]},{"id":"handler","label":"经办人","kind":"person","hint":"","when":{},"desks":[]},{"id":"doc","label":"文号","kind":"doc_number","hint":"","when":{},"desks":[]},{"id":"received","label":"收文日期","kind":"date","hint":"","when":{},"desks":[]}],"questions":[{"id":"others","ask":"涉及他人吗？","options":[{"value":"yes","label":"涉及","effect":"","desks":[],"undecided":false},{"value":"no","label":"不涉及","effect":"","desks":[],"undecided":false}],"cites":[{"article":7,"quote":"借书应当登记","paragraph":1,"item":null,"as":"main","when":{},"why":""}],"why":"涉及的要先问","short":"","when":{},"desks":[],"many":false,"none":"都没有","safe":""},{"id":"many","ask":"多于三本吗？","options":[{"value":"yes","label":"涉及","effect":"","desks":[],"undecided":false},{"value":"no","label":"不涉及","effect":"","desks":[],"undecided":false}],"cites":[{"article":7,"quote":"借书应当登记","paragraph":1,"item":null,"as":"main","when":{},"why":""}],"why":"多的要批","short":"","when":{"others":"yes"},"desks":[],"many":false,"none":"都没有","safe":""}],"answers":[],"items":[{"id":"register","stage":"准备","level":"must","do":"登记","cites":[{"article":7,"quote":"借书应当登记","paragraph":1,"item":null,"as":"main","when":{},"why":""}],"party":["reader","keeper"],"carried_by":[],"who":"","when":{},"points":[],"boxes":false,"arises":"","after":"","due":null,"act":"","unsaid":false,"to":"","plain":false,"by_reply":false,"excludes":[],"excepts":[],"hint":"","note":"","actor":""},{"id":"ask","stage":"准备","level":"must","do":"先问他人","cites":[{"article":7,"quote":"借书应当登记","paragraph":1,"item":null,"as":"main","when":{},"why":""}],"party":["reader"],"carried_by":[],"who":"","when":{"others":["yes","unknown"]},"points":[{"do":"当面问","id":"face","cites":[],"when":{},"level":null},{"do":"书面问","id":"paper","cites":[],"when":{},"level":null}],"boxes":true,"arises":"","after":"","due":null,"act":"","unsaid":false,"to":"","plain":false,"by_reply":false,"excludes":[],"excepts":[],"hint":"","note":"","actor":""},{"id":"approve","stage":"借出","level":"must","do":"报批","cites":[{"article":7,"quote":"借书应当登记","paragraph":1,"item":null,"as":"main","when":{},"why":""}],"party":["reader"],"carried_by":[],"who":"","when":{"many":"yes"},"points":[],"boxes":false,"arises":"","after":"","due":null,"act":"","unsaid":false,"to":"","plain":false,"by_reply":false,"excludes":[],"excepts":[],"hint":"","note":"","actor":""},{"id":"lend","stage":"借出","level":"must_not","do":"不得转借","cites":[{"article":7,"quote":"借书应当登记","paragraph":1,"item":null,"as":"main","when":{},"why":""}],"party":["reader"],"carried_by":[],"who":"","when":{},"points":[],"boxes":false,"arises":"","after":"","due":null,"act":"","unsaid":false,"to":"","plain":false,"by_reply":false,"excludes":[],"excepts":[],"hint":"","note":"","actor":""},{"id":"back","stage":"归还","level":"must","do":"归还","cites":[{"article":7,"quote":"借书应当登记","paragraph":1,"item":null,"as":"main","when":{},"why":""}],"party":["reader"],"carried_by":[],"who":"","when":{},"points":[],"boxes":false,"arises":"","after":"","due":{"workdays":10,"after":"received","on":"","given":"","words":""},"act":"","unsaid":false,"to":"","plain":false,"by_reply":false,"excludes":[],"excepts":[],"hint":"","note":"","actor":""},{"id":"tell","stage":"归还","level":"may","do":"告知","cites":[{"article":7,"quote":"借书应当登记","paragraph":1,"item":null,"as":"main","when":{},"why":""}],"party":["reader"],"carried_by":[],"who":"","when":[{"others":["yes","unknown"]},{"many":"yes"}],"points":[],"boxes":false,"arises":"","after":"","due":{"workdays":5,"after":"received","on":"","given":"","words":""},"act":"","unsaid":false,"to":"","plain":false,"by_reply":false,"excludes":[],"excepts":[],"hint":"","note":"","actor":""},{"id":"late","stage":"归还","level":"must","do":"逾期的说明原因","cites":[{"article":7,"quote":"借书应当登记","paragraph":1,"item":null,"as":"main","when":{},"why":""}],"party":["reader"],"carried_by":[],"who":"","when":{},"points":[],"boxes":false,"arises":"逾期的","after":"back","due":null,"act":"","unsaid":false,"to":"","plain":false,"by_reply":false,"excludes":[],"excepts":[],"hint":"","note":"","actor":""}],"others":[{"id":"keeper-notes","do":"记入台账","cites":[{"article":7,"quote":"借书应当登记","paragraph":1,"item":null,"as":"main","when":{},"why":""}],"party":"keeper","who":"","due":null,"when":{},"desks":["reader"]}],"open":[{"id":"who-approves","ask":"由谁批准？","says":"规则没有写","cites":[{"article":7,"quote":"借书应当登记","paragraph":1,"item":null,"as":"main","when":{},"why":""}],"safe":"","whom":"","doubts":["approve"],"question":"","when":{"others":"yes","many":["no","unknown"]},"desks":["reader"]}],"general":[],"before":[],"next":[],"goes":[],"rule":"reading-room","legacy":false},"rule":{"id":"reading-room","title":"阅览室规则","short_title":"阅览室","aliases":[],"issuer":"阅览室","doc_number":"","adopted":null,"adopted_by":"","issued":"2020-01-02","effective":null,"published":null,"status":"","source":"","obtained":"","numbering":"enumerated","wizards_complete":false},"articles":[{"article":{"number":"7","printed":"第七条","paragraphs":[{"text":[[["借书应当登记，",null,null],["十","supplied","z1"],["个工作日内归还。",null,null]]],"items":[]},{"text":[[["有下列情形的，另行办理：",null,null]]],"items":[{"label":"（一）","number":1,"text":[[["涉及他人的书，先问他人；",null,null]]],"subitems":[]}]}],"heading":"借书","nothing_to_check":"","unlisted":[],"asks":[]},"chapter":"第一章 借阅","notes":[{"id":"z1","kind":"supplied","source":"","why":"原文缺字","certainty":"high","reading":"十"}]}],"hash":"abababababababababababababababababababababababababababababababab","parties":[{"id":"reader","label":"读者","words":["读者"],"desk":true,"about":"","also":"","acts_for":[],"today":""},{"id":"keeper","label":"管理员","words":["管理员"],"desk":true,"about":"","also":"","acts_for":[],"today":""}]}');
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
INSERT INTO "change" VALUES(1,'74628973-42c9-471e-a691-342a7aa0afad','b2aeb9f8-9892-4bfc-b2e1-d831c4c05b73','2026-09-24T01:00:04.000000Z','王','created','','null','"QD-2026-0001"','');
INSERT INTO "change" VALUES(2,'7704eed8-c4a6-49b4-afb0-c5205eb5c337','b2aeb9f8-9892-4bfc-b2e1-d831c4c05b73','2026-09-24T01:00:07.000000Z','王','state','register','{"state":"open","by":"","at":null,"reason":""}','{"state":"done","by":"王","at":"2026-09-24T01:00:06Z","reason":""}','');
INSERT INTO "change" VALUES(3,'3d575c39-a030-4e8a-b109-61c868baa3bb','b2aeb9f8-9892-4bfc-b2e1-d831c4c05b73','2026-09-24T01:00:10.000000Z','王','state','lend','{"state":"open","by":"","at":null,"reason":""}','{"state":"not_applicable","by":"王","at":"2026-09-24T01:00:09Z","reason":"不外借"}','');
INSERT INTO "change" VALUES(4,'cb357647-2fb9-4ae5-bd25-fa07c4362753','b2aeb9f8-9892-4bfc-b2e1-d831c4c05b73','2026-09-24T01:00:12.000000Z','王','note','back','""','"先催一次"','');
INSERT INTO "change" VALUES(5,'64bdcfe0-f489-4f84-91b9-02abf1ad10f5','b2aeb9f8-9892-4bfc-b2e1-d831c4c05b73','2026-09-24T01:00:14.000000Z','王','state','lend','{"state":"not_applicable","by":"王","at":"2026-09-24T01:00:09Z","reason":"不外借"}','{"state":"open","by":"","at":null,"reason":""}','3d575c39-a030-4e8a-b109-61c868baa3bb');
INSERT INTO "change" VALUES(6,'038b2dca-29a8-4d00-aa6f-336eb54e068d','52f4a182-b9c2-43ca-ab3a-3b658b7db15a','2026-09-24T01:00:16.000000Z','王','created','','null','"QD-2026-0002"','');
INSERT INTO "change" VALUES(7,'0eacec12-3184-4500-8173-c66e2cd94c7d','52f4a182-b9c2-43ca-ab3a-3b658b7db15a','2026-09-24T01:00:19.000000Z','王','archived','','null','"2026-09-24T01:00:18Z"','');
INSERT INTO "change" VALUES(8,'300e3cef-0bcb-4dd9-b041-f96277a678c1','9bda97f2-7af5-484b-867e-92fe6d945b57','2026-09-24T01:00:21.000000Z','王','created','','null','"QD-2026-0003"','');
INSERT INTO "change" VALUES(9,'967f251e-7de6-46ee-9dc8-31681be7b3df','9bda97f2-7af5-484b-867e-92fe6d945b57','2026-09-24T01:00:24.000000Z','王','deleted','','null','"2026-09-24T01:00:23Z"','');
CREATE TABLE "draft" (
	id VARCHAR(36) NOT NULL, 
	rule VARCHAR NOT NULL, 
	wizard VARCHAR NOT NULL, 
	desk VARCHAR NOT NULL, 
	answers TEXT NOT NULL, 
	updated VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_draft PRIMARY KEY (id)
);
INSERT INTO "draft" VALUES('bd873769c0b249a0bca0b3e6e824c305','reading-room','borrow-book','reader','{"others":"no"}','2026-09-24T01:00:25.000000Z');
CREATE TABLE fact (
	name VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_fact PRIMARY KEY (name)
);
INSERT INTO "fact" VALUES('cache_version','3');
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
INSERT INTO "mark" VALUES('b2aeb9f8-9892-4bfc-b2e1-d831c4c05b73','register','done','王','2026-09-24T01:00:06.000000Z','','');
INSERT INTO "mark" VALUES('b2aeb9f8-9892-4bfc-b2e1-d831c4c05b73','back','open','',NULL,'','先催一次');
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
	c_words TEXT NOT NULL, desk TEXT DEFAULT '' NOT NULL, matter TEXT DEFAULT '' NOT NULL, follows TEXT DEFAULT '' NOT NULL, replies TEXT DEFAULT '{}' NOT NULL, jottings TEXT DEFAULT '{}' NOT NULL, c_wait DATE, c_wait_who VARCHAR DEFAULT '' NOT NULL, c_wait_what VARCHAR DEFAULT '' NOT NULL, c_desk VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_record PRIMARY KEY (id), 
	CONSTRAINT fk_record_basis FOREIGN KEY(basis) REFERENCES basis (digest), 
	CONSTRAINT uq_record_number UNIQUE (number)
);
INSERT INTO "record" VALUES('b2aeb9f8-9892-4bfc-b2e1-d831c4c05b73','QD-2026-0001','{"others":"yes"}','{"title":"借《诗经》","handler":"王","received":"2026-09-24"}','257957e473dc5f49ae79af75fae12253a82ee31dde652041440d6467d87784ca',0,'2026-09-24T01:00:04.000000Z','2026-09-24T01:00:14.000000Z',NULL,NULL,'reading-room','阅览室','borrow-book','借书','借《诗经》','王','2026-09-24',1,5,'2026-10-09','告知',0,'qd-2026-0001
借书
借《诗经》
借《诗经》
王
2026-09-24','reader','','','{}','{}',NULL,'','','读者');
INSERT INTO "record" VALUES('52f4a182-b9c2-43ca-ab3a-3b658b7db15a','QD-2026-0002','{}','{"title":"归档的"}','257957e473dc5f49ae79af75fae12253a82ee31dde652041440d6467d87784ca',0,'2026-09-24T01:00:16.000000Z','2026-09-24T01:00:19.000000Z','2026-09-24T01:00:18.000000Z',NULL,'reading-room','阅览室','borrow-book','借书','归档的','',NULL,0,5,NULL,'',0,'qd-2026-0002
借书
归档的
归档的','reader','','','{}','{}',NULL,'','','读者');
INSERT INTO "record" VALUES('9bda97f2-7af5-484b-867e-92fe6d945b57','QD-2026-0003','{}','{"title":"删去的"}','257957e473dc5f49ae79af75fae12253a82ee31dde652041440d6467d87784ca',0,'2026-09-24T01:00:21.000000Z','2026-09-24T01:00:24.000000Z',NULL,'2026-09-24T01:00:23.000000Z','reading-room','阅览室','borrow-book','借书','删去的','',NULL,0,5,NULL,'',0,'qd-2026-0003
借书
删去的
删去的','reader','','','{}','{}',NULL,'','','读者');
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
CREATE INDEX ix_record_matter ON record (matter);
CREATE INDEX ix_record_listed ON record (deleted_at, archived_at, c_done, c_total, number, c_rule_title, c_wizard_title, c_handler);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('change',9);
COMMIT;
