-- What a database consists of besides its rows: each query returns the name and the definition of objects of one kind.
-- PostgreSQL 14 to 18. Left out: temporary things, system schemas, schema firedrill and the roles of its checks, comments,
-- security labels, passwords, and options of foreign servers, user mappings and subscriptions (they may hold secrets).
-- {n} stands for a condition on pg_namespace n, {own} for the roles of the checks.

-- kind: database
SELECT quote_ident(d.datname), concat_ws(', ', 'owner ' || quote_ident(pg_get_userbyid(d.datdba)),
    pg_encoding_to_char(d.encoding), 'collation ' || d.datcollate, 'character type ' || d.datctype,
    to_jsonb(d) - '{oid,datname,datdba,encoding,datcollate,datctype,datacl,datfrozenxid,datminmxid,dattablespace,datlastsysoid,datcollversion,dathasloginevt}'::text[])
FROM pg_database d WHERE d.datname = current_database();

-- kind: schema
SELECT quote_ident(n.nspname), 'owner ' || quote_ident(pg_get_userbyid(n.nspowner)) FROM pg_namespace n WHERE {n};

-- kind: extension
SELECT quote_ident(e.extname), format('version %s, schema %I, owner %I', e.extversion, n.nspname, pg_get_userbyid(e.extowner))
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE n.nspname <> 'firedrill';

-- kind: table
SELECT format('%I.%I', n.nspname, c.relname), concat_ws(', ',
    CASE c.relkind WHEN 'f' THEN 'foreign' WHEN 'p' THEN 'partitioned by ' || pg_get_partkeydef(c.oid) END,
    CASE c.relpersistence WHEN 'u' THEN 'unlogged' END,
    'owner ' || quote_ident(pg_get_userbyid(c.relowner)), 'access method ' || a.amname,
    'inherits ' || (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid),
    pg_get_expr(c.relpartbound, c.oid), 'of type ' || nullif(c.reloftype, 0)::regtype::text,
    'options ' || c.reloptions::text, CASE WHEN c.relrowsecurity THEN 'row security' END,
    CASE WHEN c.relforcerowsecurity THEN 'forced row security' END, 'replica identity ' || c.relreplident::text)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_am a ON a.oid = c.relam
WHERE {n} AND c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't';

-- kind: column
SELECT format('%I.%I.%I', n.nspname, c.relname, a.attname), concat_ws(', ',
    format_type(a.atttypid, a.atttypmod),
    'place ' || row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum),
    CASE WHEN a.attcollation <> t.typcollation THEN 'collation ' || a.attcollation::regcollation::text END,
    CASE WHEN a.attnotnull THEN 'not null' END,
    CASE a.attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity by default' END,
    CASE a.attgenerated WHEN 's' THEN 'generated, stored: ' WHEN 'v' THEN 'generated, virtual: ' ELSE 'default ' END || pg_get_expr(d.adbin, d.adrelid),
    'storage ' || a.attstorage::text, 'compression ' || nullif(a.attcompression::text, ''), 'options ' || a.attoptions::text)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE {n} AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND c.relpersistence <> 't' AND a.attnum > 0 AND NOT a.attisdropped;

-- kind: constraint
SELECT CASE WHEN k.conrelid <> 0 THEN format('%I.%I.%I', n.nspname, c.relname, k.conname)
    ELSE format('%I.%I.%I', n.nspname, t.typname, k.conname) END,
    concat_ws(', ', pg_get_constraintdef(k.oid), CASE WHEN NOT k.convalidated THEN 'not validated' END,
    CASE WHEN NOT k.conislocal THEN 'inherited' END)
FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
LEFT JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_type t ON t.oid = k.contypid
WHERE {n} AND k.contype <> 't' AND c.relpersistence IS DISTINCT FROM 't';

-- kind: index
SELECT format('%I.%I', n.nspname, c.relname), concat_ws(', ', pg_get_indexdef(i.indexrelid),
    CASE WHEN NOT i.indisvalid THEN 'invalid' END, CASE WHEN NOT i.indisready THEN 'not ready' END,
    CASE WHEN NOT i.indislive THEN 'not live' END, CASE WHEN i.indisclustered THEN 'clustered' END,
    CASE WHEN i.indisreplident THEN 'replica identity' END, CASE WHEN NOT i.indimmediate THEN 'deferrable' END)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE {n} AND c.relpersistence <> 't';

-- kind: trigger
SELECT format('%I.%I.%I', n.nspname, c.relname, t.tgname), pg_get_triggerdef(t.oid) || CASE t.tgenabled
    WHEN 'O' THEN '' WHEN 'D' THEN ', disabled' WHEN 'R' THEN ', on replicas' WHEN 'A' THEN ', always' END
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE {n} AND c.relpersistence <> 't' AND (NOT t.tgisinternal OR t.tgenabled <> 'O');

-- kind: event trigger
SELECT quote_ident(e.evtname), concat_ws(', ', 'on ' || e.evtevent, 'tags ' || e.evttags::text,
    'calls ' || e.evtfoid::regprocedure::text, 'enabled ' || e.evtenabled::text, 'owner ' || quote_ident(pg_get_userbyid(e.evtowner)))
FROM pg_event_trigger e;

-- kind: view
SELECT format('%I.%I', n.nspname, c.relname), concat_ws(', ', 'owner ' || quote_ident(pg_get_userbyid(c.relowner)),
    'options ' || c.reloptions::text, pg_get_viewdef(c.oid))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {n} AND c.relkind = 'v' AND c.relpersistence <> 't';

-- kind: materialized view
SELECT format('%I.%I', n.nspname, c.relname), concat_ws(', ', 'owner ' || quote_ident(pg_get_userbyid(c.relowner)),
    CASE WHEN NOT c.relispopulated THEN 'not populated' END, 'options ' || c.reloptions::text, pg_get_viewdef(c.oid))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {n} AND c.relkind = 'm';

-- kind: rule
SELECT format('%I.%I.%I', n.nspname, c.relname, r.rulename), pg_get_ruledef(r.oid) || ', enabled ' || r.ev_enabled::text
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE {n} AND r.rulename <> '_RETURN' AND c.relpersistence <> 't';

-- kind: policy
SELECT format('%I.%I.%I', n.nspname, c.relname, p.polname), concat_ws(', ', 'for ' || p.polcmd::text,
    CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
    'to ' || (SELECT string_agg(CASE r WHEN 0 THEN 'public' ELSE quote_ident(pg_get_userbyid(r)) END, ', ' ORDER BY r) FROM unnest(p.polroles) r),
    'using ' || pg_get_expr(p.polqual, p.polrelid), 'with check ' || pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {n};

-- kind: function
SELECT format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
    'owner ' || quote_ident(pg_get_userbyid(p.proowner)) || ', '
    || CASE WHEN p.prokind = 'a' THEN 'aggregate returns ' || pg_get_function_result(p.oid) || ', ' || (
        SELECT (to_jsonb(a) - 'aggfnoid')::text FROM pg_aggregate a WHERE a.aggfnoid = p.oid)
        ELSE pg_get_functiondef(p.oid) END
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {n};

-- kind: type
SELECT format('%I.%I', n.nspname, t.typname), concat_ws(', ', 'owner ' || quote_ident(pg_get_userbyid(t.typowner)),
    CASE t.typtype
        WHEN 'd' THEN 'domain over ' || format_type(t.typbasetype, t.typtypmod)
        WHEN 'e' THEN 'enum ' || coalesce((SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '')
        WHEN 'r' THEN 'range of ' || (SELECT r.rngsubtype::regtype::text || ' ' || r.rngcanonical::text || ' ' || r.rngsubdiff::text FROM pg_range r WHERE r.rngtypid = t.oid)
        WHEN 'c' THEN 'composite'
        ELSE concat_ws(' ', 'kind', t.typtype, t.typlen, t.typinput::text, t.typoutput::text) END,
    CASE WHEN t.typnotnull THEN 'not null' END, 'default ' || t.typdefault,
    CASE WHEN t.typtype = 'd' AND t.typcollation <> 0 THEN 'collation ' || t.typcollation::regcollation::text END)
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE {n} AND (c.oid IS NULL OR c.relkind = 'c')
AND NOT (t.typelem <> 0 AND EXISTS (SELECT FROM pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid));

-- kind: sequence
SELECT format('%I.%I', n.nspname, c.relname), concat_ws(', ', 'owner ' || quote_ident(pg_get_userbyid(c.relowner)),
    CASE c.relpersistence WHEN 'u' THEN 'unlogged' END, s.seqtypid::regtype::text, 'start ' || s.seqstart,
    'increment ' || s.seqincrement, 'from ' || s.seqmin || ' to ' || s.seqmax, 'cache ' || s.seqcache, CASE WHEN s.seqcycle THEN 'cycle' END,
    'of column ' || (SELECT string_agg(d.refobjid::regclass::text || '.' || quote_ident(a.attname), ', ' ORDER BY 1) FROM pg_depend d
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')))
FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {n} AND c.relpersistence <> 't';

-- kind: statistics
SELECT format('%I.%I', n.nspname, s.stxname), pg_get_statisticsobjdef(s.oid)
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE {n};

-- kind: collation
SELECT format('%I.%I', n.nspname, c.collname), (to_jsonb(c) - '{oid,collname,collnamespace,collowner,collversion}'::text[])::text
FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace WHERE {n};

-- kind: operator
SELECT format('%I.%s(%s)', n.nspname, o.oprname, concat_ws(', ', nullif(o.oprleft, 0)::regtype, nullif(o.oprright, 0)::regtype)),
    concat_ws(', ', o.oprcode::text, 'owner ' || quote_ident(pg_get_userbyid(o.oprowner)))
FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE {n};

-- kind: operator class
SELECT format('%I.%I using %s', n.nspname, o.opcname, a.amname), format('for %s, default %s', o.opcintype::regtype, o.opcdefault)
FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am a ON a.oid = o.opcmethod WHERE {n};

-- kind: cast
SELECT format('%s to %s', c.castsource::regtype, c.casttarget::regtype), concat_ws(', ', nullif(c.castfunc, 0)::regprocedure::text,
    'context ' || c.castcontext::text, 'method ' || c.castmethod::text)
FROM pg_cast c WHERE c.oid >= 16384;

-- kind: text search configuration
SELECT format('%I.%I', n.nspname, c.cfgname), coalesce((SELECT string_agg(m.maptokentype || ' ' || m.mapdict::regdictionary::text, ', '
    ORDER BY m.maptokentype, m.mapseqno) FROM pg_ts_config_map m WHERE m.mapcfg = c.oid), '')
FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace WHERE {n};

-- kind: text search dictionary
SELECT format('%I.%I', n.nspname, d.dictname), coalesce(d.dictinitoption, '')
FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace WHERE {n};

-- kind: language
SELECT quote_ident(l.lanname), 'owner ' || quote_ident(pg_get_userbyid(l.lanowner)) FROM pg_language l;

-- kind: foreign server
SELECT quote_ident(s.srvname), format('owner %I, of %I', pg_get_userbyid(s.srvowner), f.fdwname)
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper f ON f.oid = s.srvfdw;

-- kind: publication
SELECT quote_ident(p.pubname), concat_ws(', ', 'owner ' || quote_ident(pg_get_userbyid(p.pubowner)),
    (to_jsonb(p) - '{oid,pubname,pubowner}'::text[])::text,
    (SELECT string_agg(r.prrelid::regclass::text, ', ' ORDER BY r.prrelid::regclass::text) FROM pg_publication_rel r WHERE r.prpubid = p.oid))
FROM pg_publication p;

-- kind: setting
SELECT concat_ws(' ', CASE WHEN s.setdatabase <> 0 THEN 'database' ELSE 'all databases' END,
    'role ' || CASE WHEN s.setrole <> 0 THEN quote_ident(pg_get_userbyid(s.setrole)) END, split_part(v, '=', 1)), v
FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) v
WHERE (s.setdatabase = 0 OR s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()))
AND (s.setrole = 0 OR pg_get_userbyid(s.setrole) NOT IN {own});

-- kind: grant
WITH acls (what, kind, acl, owner) AS (
    SELECT 'table ' || format('%I.%I', n.nspname, c.relname), CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END, c.relacl, c.relowner
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {n} AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND c.relpersistence <> 't'
    UNION ALL SELECT 'column ' || format('%I.%I.%I', n.nspname, c.relname, a.attname), 'c', a.attacl, c.relowner
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {n} AND a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL SELECT 'schema ' || quote_ident(n.nspname), 'n', n.nspacl, n.nspowner FROM pg_namespace n WHERE {n}
    UNION ALL SELECT 'database ' || quote_ident(d.datname), 'd', d.datacl, d.datdba FROM pg_database d WHERE d.datname = current_database()
    UNION ALL SELECT 'function ' || p.oid::regprocedure::text, 'f', p.proacl, p.proowner FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {n}
    UNION ALL SELECT 'type ' || t.oid::regtype::text, 'T', t.typacl, t.typowner FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE {n} AND t.typacl IS NOT NULL
    UNION ALL SELECT 'language ' || quote_ident(l.lanname), 'l', l.lanacl, l.lanowner FROM pg_language l
    UNION ALL SELECT 'server ' || quote_ident(s.srvname), 'S', s.srvacl, s.srvowner FROM pg_foreign_server s
    UNION ALL SELECT 'default in ' || coalesce(d.defaclnamespace::regnamespace::text, 'all schemas') || ' for objects ' || d.defaclobjtype::text
        || ' of ' || quote_ident(pg_get_userbyid(d.defaclrole)), 'r', d.defaclacl, d.defaclrole FROM pg_default_acl d
), granted AS (
    SELECT what, CASE a.grantee WHEN 0 THEN 'public' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee, a.privilege_type, a.is_grantable,
        quote_ident(pg_get_userbyid(a.grantor)) AS grantor
    FROM acls CROSS JOIN LATERAL aclexplode(CASE WHEN kind = 'c' THEN acl ELSE coalesce(acl, acldefault(kind::"char", owner)) END) a
    WHERE a.grantee = 0 OR pg_get_userbyid(a.grantee) NOT IN {own})
SELECT what || ' to ' || grantee, string_agg(privilege_type || CASE WHEN is_grantable THEN ' with grant option' ELSE '' END || ' by ' || grantor, ', '
    ORDER BY privilege_type, grantor, is_grantable)
FROM granted GROUP BY what, grantee;

-- kind: role
SELECT quote_ident(r.rolname), concat_ws(', ', CASE WHEN r.rolsuper THEN 'superuser' END, CASE WHEN r.rolinherit THEN 'inherits' END,
    CASE WHEN r.rolcreaterole THEN 'creates roles' END, CASE WHEN r.rolcreatedb THEN 'creates databases' END,
    CASE WHEN r.rolcanlogin THEN 'logs in' END, CASE WHEN r.rolreplication THEN 'replicates' END,
    CASE WHEN r.rolbypassrls THEN 'bypasses row security' END, 'connections ' || nullif(r.rolconnlimit, -1), 'until ' || r.rolvaliduntil,
    'member of ' || (SELECT string_agg(quote_ident(pg_get_userbyid(m.roleid)) || CASE WHEN m.admin_option THEN ' with admin option' ELSE '' END
        || coalesce(', inherit ' || (to_jsonb(m) ->> 'inherit_option') || ', set ' || (to_jsonb(m) ->> 'set_option'), ''), '; '
        ORDER BY pg_get_userbyid(m.roleid), m.grantor) FROM pg_auth_members m WHERE m.member = r.oid))
FROM pg_roles r WHERE r.rolname NOT IN {own} AND NOT starts_with(r.rolname, 'pg_');

-- kind: stamps
-- No object, but the row versions of these catalogs: a schema that changed meanwhile has others.
WITH lasting (id) AS (SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {n} AND c.relpersistence <> 't'),
versions (catalog, version) AS (
    SELECT 'pg_class', x.xmin::text || x.ctid::text FROM pg_class x WHERE x.oid IN (SELECT id FROM lasting)
    UNION ALL SELECT 'pg_attribute', x.xmin::text || x.ctid::text FROM pg_attribute x WHERE x.attrelid IN (SELECT id FROM lasting)
    UNION ALL SELECT 'pg_attrdef', x.xmin::text || x.ctid::text FROM pg_attrdef x WHERE x.adrelid IN (SELECT id FROM lasting)
    UNION ALL SELECT 'pg_index', x.xmin::text || x.ctid::text FROM pg_index x WHERE x.indrelid IN (SELECT id FROM lasting)
    UNION ALL SELECT 'pg_inherits', x.xmin::text || x.ctid::text FROM pg_inherits x WHERE x.inhrelid IN (SELECT id FROM lasting)
    UNION ALL SELECT 'pg_trigger', x.xmin::text || x.ctid::text FROM pg_trigger x WHERE x.tgrelid IN (SELECT id FROM lasting)
    UNION ALL SELECT 'pg_rewrite', x.xmin::text || x.ctid::text FROM pg_rewrite x WHERE x.ev_class IN (SELECT id FROM lasting)
    UNION ALL SELECT 'pg_policy', x.xmin::text || x.ctid::text FROM pg_policy x
    UNION ALL SELECT 'pg_constraint', x.xmin::text || x.ctid::text FROM pg_constraint x JOIN pg_namespace n ON n.oid = x.connamespace
        WHERE {n} AND (x.conrelid = 0 OR x.conrelid IN (SELECT id FROM lasting))
    UNION ALL SELECT 'pg_type', x.xmin::text || x.ctid::text FROM pg_type x JOIN pg_namespace n ON n.oid = x.typnamespace WHERE {n}
    UNION ALL SELECT 'pg_proc', x.xmin::text || x.ctid::text FROM pg_proc x JOIN pg_namespace n ON n.oid = x.pronamespace WHERE {n}
    UNION ALL SELECT 'pg_namespace', n.xmin::text || n.ctid::text FROM pg_namespace n WHERE {n}
    UNION ALL SELECT 'pg_sequence', x.xmin::text || x.ctid::text FROM pg_sequence x WHERE x.seqrelid IN (SELECT id FROM lasting)
    UNION ALL SELECT 'pg_enum', x.xmin::text || x.ctid::text FROM pg_enum x
    UNION ALL SELECT 'pg_range', x.xmin::text || x.ctid::text FROM pg_range x
    UNION ALL SELECT 'pg_aggregate', x.xmin::text || x.ctid::text FROM pg_aggregate x
    UNION ALL SELECT 'pg_operator', x.xmin::text || x.ctid::text FROM pg_operator x
    UNION ALL SELECT 'pg_opclass', x.xmin::text || x.ctid::text FROM pg_opclass x
    UNION ALL SELECT 'pg_cast', x.xmin::text || x.ctid::text FROM pg_cast x
    UNION ALL SELECT 'pg_collation', x.xmin::text || x.ctid::text FROM pg_collation x
    UNION ALL SELECT 'pg_statistic_ext', x.xmin::text || x.ctid::text FROM pg_statistic_ext x
    UNION ALL SELECT 'pg_event_trigger', x.xmin::text || x.ctid::text FROM pg_event_trigger x
    UNION ALL SELECT 'pg_extension', x.xmin::text || x.ctid::text FROM pg_extension x
    UNION ALL SELECT 'pg_language', x.xmin::text || x.ctid::text FROM pg_language x
    UNION ALL SELECT 'pg_ts_config', x.xmin::text || x.ctid::text FROM pg_ts_config x
    UNION ALL SELECT 'pg_ts_config_map', x.xmin::text || x.ctid::text FROM pg_ts_config_map x
    UNION ALL SELECT 'pg_ts_dict', x.xmin::text || x.ctid::text FROM pg_ts_dict x
    UNION ALL SELECT 'pg_foreign_server', x.xmin::text || x.ctid::text FROM pg_foreign_server x
    UNION ALL SELECT 'pg_publication', x.xmin::text || x.ctid::text FROM pg_publication x
    UNION ALL SELECT 'pg_publication_rel', x.xmin::text || x.ctid::text FROM pg_publication_rel x
    UNION ALL SELECT 'pg_default_acl', x.xmin::text || x.ctid::text FROM pg_default_acl x
    UNION ALL SELECT 'pg_db_role_setting', x.xmin::text || x.ctid::text FROM pg_db_role_setting x
    UNION ALL SELECT 'pg_auth_members', x.xmin::text || x.ctid::text FROM pg_auth_members x
    UNION ALL SELECT 'pg_database', x.xmin::text || x.ctid::text FROM pg_database x WHERE x.datname = current_database())
SELECT catalog, count(*) || '/' || sum(hashtextextended(version COLLATE "C", 1)) FROM versions GROUP BY catalog;
