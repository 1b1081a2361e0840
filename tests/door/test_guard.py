"""A user's text never writes, administers or reads files, on any engine; and nothing harmless is refused."""

import pytest

from graph.errors import BadCypher

from .helpers import contents

HOSTILE = [
    # plain writes
    "CREATE (:Entity {id: 'evil'})",
    "CREATE (n:Entity {id: 'evil'}) RETURN n.id AS id",
    "MERGE (n:Entity {id: 'evil'}) RETURN n.id AS id",
    "MERGE (n:Entity {id: 'a'}) ON MATCH SET n.name = 'evil' RETURN n.id AS id",
    "MATCH (n:Entity) SET n.name = 'evil'",
    "MATCH (n:Entity) SET n += {name: 'evil'} RETURN count(n) AS n",
    "MATCH (n:Entity) SET n:Evil",
    "MATCH (n:Entity) REMOVE n.name",
    "MATCH (n:Entity) REMOVE n:Board",
    "MATCH (n) DETACH DELETE n",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (a:Entity), (b:Entity) CREATE (a)-[:EVIL]->(b)",
    "FOREACH (x IN [1] | CREATE (:Entity {id: 'evil'}))",
    "INSERT (:Entity {id: 'evil'})",
    # hidden writes
    "MATCH (n:Entity) CALL { WITH n SET n.name = 'evil' RETURN 1 AS one } RETURN one",
    "MATCH (n:Entity) CALL (n) { DETACH DELETE n } RETURN 1 AS one",
    "UNWIND [1] AS x CALL { CREATE (:Entity {id: 'evil'}) } RETURN x",
    "CALL { CALL { CALL { CREATE (:Entity {id: 'evil'}) } } } RETURN 1 AS one",
    "RETURN 1 AS x UNION CREATE (n:Entity {id: 'evil'}) RETURN 2 AS x",
    "MATCH (n) WHERE EXISTS { CREATE (:Entity {id: 'evil'}) RETURN 1 } RETURN n.id AS id",
    "RETURN COLLECT { MATCH (n) SET n.name = 'evil' RETURN n.id } AS ids",
    "MATCH (n) WITH n LIMIT 1 SET n.name = 'evil' WITH n MATCH (m) RETURN m.id AS id",
    "UNWIND range(1, 3) AS i CALL { WITH i CREATE (:Entity {id: toString(i)}) } IN TRANSACTIONS OF 1 ROWS RETURN i",
    "MATCH (n:Entity) CALL { WITH n DELETE n } IN TRANSACTIONS",
    "PROFILE CREATE (:Entity {id: 'evil'})",
    "EXPLAIN CREATE (:Entity {id: 'evil'})",
    "PROFILE MATCH (n) SET n.name = 'evil' RETURN n.id AS id",
    # schema and administration
    "CREATE CONSTRAINT evil FOR (n:Evil) REQUIRE n.id IS UNIQUE",
    "CREATE INDEX evil FOR (n:Entity) ON (n.evil)",
    "DROP CONSTRAINT entity_id",
    "DROP INDEX entity_id IF EXISTS",
    "CREATE DATABASE evil",
    "DROP DATABASE neo4j",
    "CREATE USER evil SET PASSWORD 'evil-evil'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "ALTER DATABASE `arcadedb.opencypher.loadCsv.allowFileUrls` true",
    "GRANT ROLE admin TO neo4j",
    "SHOW USERS",
    "SHOW DATABASES",
    "SHOW INDEXES",
    "SHOW CONSTRAINTS YIELD name RETURN name",
    "SHOW TRANSACTIONS YIELD transactionId AS id RETURN id",
    "SHOW SETTINGS",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "/* a comment */ SHOW USERS",
    "// a comment\nSHOW USERS",
    # procedures
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL `dbms`.`listConfig`() YIELD name RETURN name",
    "CALL dbms/**/.listConfig() YIELD name RETURN name",
    "CALL db.createLabel('Evil')",
    "CALL db.createProperty('evil')",
    "CALL db.clearQueryCaches()",
    "CALL dbms.killConnection('x')",
    "CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value",
    "CALL apoc.cypher.runWrite('CREATE (:Entity)', {}) YIELD value RETURN value",
    "CALL apoc.export.csv.all('evil.csv', {})",
    "CALL merge.node(['Entity'], {id: 'evil'})",
    "MATCH (n) CALL { CALL dbms.listConfig() YIELD name RETURN name } RETURN name",
    # files
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD CSV WITH HEADERS FROM 'file:///etc/passwd' AS line RETURN line",
    "load  csv from 'file:///etc/passwd' as line return line[0] as first",
    "LOAD/**/CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1:1/evil' AS line RETURN line",
    "LOAD CSV FROM $url AS line RETURN line",
    "CALL { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line",
    "MATCH (n) CALL { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line",
    "RETURN 1 AS x UNION LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line[0] AS x",
    "MATCH (n:Entity) WHERE EXISTS { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN n.id AS id",
    # several statements
    "RETURN 1 AS x; CREATE (:Entity {id: 'evil'})",
    "RETURN 1 AS x; RETURN 2 AS x",
    "MATCH (n) RETURN n.id AS id; MATCH (n) DETACH DELETE n;",
    ";CREATE (:Entity {id: 'evil'})",
    "RETURN ';' AS x; DROP CONSTRAINT entity_id",
    # comments and tricks of writing
    "MATCH (n) /* RETURN n */ DETACH DELETE n",
    "// RETURN 1\nCREATE (:Entity {id: 'evil'})",
    "CRE/**/ATE (:Entity {id: 'evil'})",
    "MATCH (n) RETURN n.id AS id //\nUNION MATCH (n) DELETE n RETURN 1 AS id",
    "\\u0043REATE (:Entity {id: 'evil'})",
    "ＣＲＥＡＴＥ (:Entity {id: 'evil'})",
    "\ufeffCREATE (:Entity {id: 'evil'})",
    "\u00a0CREATE (:Entity {id: 'evil'})",
    "\u2028CREATE (:Entity {id: 'evil'})",
    "RETURN '\\u0027 AS x CREATE (:Entity {id: \\u0027evil\\u0027}) //' AS x CREATE (:Entity {id: 'evil'})",
    "CYPHER 5 CREATE (:Entity {id: 'evil'})",
    "CYPHER runtime=slotted MATCH (n) DETACH DELETE n",
    "USE system CREATE USER evil SET PASSWORD 'evil-evil'",
    "cReAtE (:Entity {id: 'evil'})",
    "\n\n\t CREATE\n(\n:Entity\n{id:\n'evil'})",
]

HARMLESS = [
    "MATCH (n:Entity) RETURN n.id AS id ORDER BY id",
    "MATCH (n:Entity) RETURN 'CREATE (:Entity)' AS text ORDER BY n.id",
    "MATCH (n:Entity) WHERE n.name CONTAINS 'DELETE' RETURN n.id AS id",
    "RETURN 'LOAD CSV FROM \\'file:///etc/passwd\\'' AS text",
    'RETURN "CALL dbms.listConfig()" AS text',
    "RETURN '; DROP DATABASE neo4j;' AS text",
    "RETURN 1 AS `CREATE`",
    "RETURN 1 AS `SET`, 2 AS `DELETE`, 3 AS `MERGE`",
    "// CREATE (:Entity)\nMATCH (n:Entity) RETURN count(n) AS n",
    "/* DETACH DELETE everything; LOAD CSV */ MATCH (n:Entity) RETURN count(n) AS n",
    "MATCH (n:Entity) /* SET n.x = 1 */ RETURN count(n) AS n",
    "MATCH (n:Entity) // SHOW USERS\nRETURN count(n) AS n",
    "MATCH (n:Entity) RETURN count(n) AS n;",
    "MATCH (n:Entity) RETURN count(n) AS n ;\n",
    "match (n:entity) return count(n) as n",
    "MATCH (create:Entity) RETURN create.id AS id ORDER BY id",
    "MATCH (n:Entity) RETURN n.created AS created, n.`set` AS x, n.load AS y ORDER BY n.id",
    "MATCH (n:Entity)-[r:LEADS]->(m) RETURN n.id AS from_id, type(r) AS type_of, m.id AS to_id",
    "MATCH (n:Entity) OPTIONAL MATCH (n)-[:LEADS]->(m) RETURN n.id AS id, collect(m.id) AS led ORDER BY id",
    "MATCH p = (n:Entity)-[:LEADS*1..3]-(m) RETURN [x IN nodes(p) | x.id] AS ids ORDER BY ids",
    "MATCH (n:Entity) CALL { WITH n MATCH (n)-[:LEADS]->(m) RETURN count(m) AS led } RETURN n.id AS id, led ORDER BY id",
    "CALL { MATCH (n:Entity) RETURN n.id AS id UNION MATCH (m:Board) RETURN m.id AS id } RETURN id ORDER BY id",
    "MATCH (n:Entity) WHERE EXISTS { MATCH (n)-[:LEADS]->() } RETURN n.id AS id",
    "MATCH (n:Entity) WHERE NOT EXISTS { (n)<-[:LEADS]-() } RETURN n.id AS id ORDER BY id",
    "MATCH (n:Entity) RETURN n.id AS id, COUNT { (n)--() } AS ties ORDER BY id",
    "MATCH (n:Entity) RETURN n {.id, .name} AS n ORDER BY n.id",
    "UNWIND $rows AS row RETURN row.a AS a",
    "RETURN $text AS text",
    "WITH 1 AS x WHERE x > 0 RETURN x",
    "RETURN CASE WHEN 'SET' = 'set' THEN 1 ELSE 2 END AS x",
    "RETURN reduce(total = 0, x IN [1, 2, 3] | total + x) AS total",
    "RETURN [x IN range(1, 3) WHERE x <> 2 | x] AS xs, any(x IN [1] WHERE x = 1) AS any_of",
    "MATCH (n:Entity) RETURN labels(n)[0] IS NOT NULL AS labelled, keys(n) IS NOT NULL AS keyed, properties(n).id AS id ORDER BY id",
    "CALL db.labels() YIELD label RETURN count(label) > 0 AS some",
    "CALL db.relationshipTypes() YIELD relationshipType AS t RETURN count(t) > 0 AS some",
    "MATCH (n:Entity) WITH n.id AS id ORDER BY id SKIP 1 LIMIT 1 RETURN id",
    "RETURN 1 AS x UNION ALL RETURN 2 AS x",
    "MATCH (n:Entity) WHERE n.name =~ '(?i)al.*' RETURN n.id AS id",
    "RETURN toUpper('drop index') AS text, 'a' + 'b' AS joined, size('émigré') AS long",
    "MATCH (n) WHERE n:Board OR n:Organisation RETURN n.id AS id ORDER BY id",
    "MATCH (n:Entity {id: 'a'})\r\nRETURN n.name AS name",
    "RETURN 'é 𝔘 \u2028 \ufeff' AS text",
]
PARAMETERS = {"rows": [{"a": 1}, {"a": 2}], "text": "CREATE (:Entity)", "url": "file:///etc/passwd"}


def test_hostile_texts_are_refused_and_change_nothing(small, subtests):
    before = contents(small)
    for text in HOSTILE:
        with subtests.test(text=text):
            with pytest.raises(BadCypher):
                small.read(text, PARAMETERS, guarded=True, timeout=20)
            assert contents(small) == before


def test_no_read_writes_even_unguarded(small, subtests):
    before = contents(small)
    for text in HOSTILE[:24]:
        with subtests.test(text=text):
            with pytest.raises(BadCypher):
                small.read(text, PARAMETERS, timeout=20)
            assert contents(small) == before


def test_harmless_texts_pass(small, subtests):
    for text in HARMLESS:
        with subtests.test(text=text):
            assert isinstance(small.read(text, PARAMETERS, guarded=True), list)


def test_the_lists_are_long():
    assert len(HOSTILE) >= 40
    assert len(HARMLESS) >= 30
    assert len(set(HOSTILE)) == len(HOSTILE)
