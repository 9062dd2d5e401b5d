"""The look of a report's page: the site's colours and shapes, small enough to stand in it."""

STYLE = """
:root{color-scheme:light dark;--paper:#fbf9f5;--card:#fff;--ink:#1c2530;--soft:#5d6773;--line:#e4dfd5;--brand:#17545f;
--brand-soft:#e3eeef;--seal:#b23a2e;--seal-soft:#f9e9e6;--amber:#80520f;--amber-soft:#f8ecd5}
@media (prefers-color-scheme:dark){:root{--paper:#12171c;--card:#1a2027;--ink:#e8e6e1;--soft:#9aa5b0;--line:#2d353e;
--brand:#7cc3cd;--brand-soft:#1d3136;--seal:#e57a6c;--seal-soft:#3a2321;--amber:#e6b96f;--amber-soft:#35291a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.65 -apple-system,"PingFang SC","Microsoft YaHei",
"Noto Sans CJK SC","Source Han Sans SC",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main{max-width:1240px;margin:0 auto;padding:24px 16px 64px}
h1{font-size:26px;line-height:1.35;margin:.2em 0}
h2{font-size:18px;margin:36px 0 8px;padding-left:10px;border-left:4px solid var(--brand)}
h2 code,small,.meta,.crumb{color:var(--soft);font-size:13px;font-weight:400}
small{display:inline-block;margin-left:8px}
a{color:var(--brand)}
.crumb,.meta{margin:4px 0}
.lead{font-size:18px;margin:20px 0}
.files{padding:0;list-style:none;margin:8px 0}
.cards{display:flex;flex-wrap:wrap;margin:-5px}
.card{flex:1 1 132px;margin:5px;padding:12px 14px;background:var(--card);border:1px solid var(--line);border-radius:10px}
.card p{margin:0;text-align:left;white-space:normal}.card .k,.card .n{font-size:13px;color:var(--soft)}.card .v{font-size:26px;font-weight:600}
.contents{columns:3 240px;padding-left:20px}
.bad li{color:var(--seal)}
.beside{display:flex}
.read{flex:1 1 auto;min-width:0}
aside{flex:0 0 auto;max-width:220px;margin-left:16px;display:flex;flex-wrap:wrap;align-content:flex-start;
color:var(--soft);font-size:12px}
figure{margin:0 8px 8px 0}figcaption{text-align:center;max-width:96px}
svg{display:block}
svg .sheet{fill:var(--card);stroke:var(--line);stroke-width:6}svg rect{fill:var(--brand);opacity:.75}svg .sheet{opacity:1}
.table{overflow:auto;max-height:70vh;border:1px solid var(--line);border-radius:10px;background:var(--card)}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{padding:5px 10px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);min-width:4em}
thead th{position:sticky;top:0;background:var(--brand-soft);font-weight:600}
.n{text-align:right;white-space:nowrap}thead .n{white-space:normal}
tr.total td{font-weight:600;background:var(--brand-soft)}tr.subtotal td{font-weight:600}
.place{color:var(--soft);font-size:12px;white-space:nowrap}
.lone{background:var(--amber-soft);color:var(--amber);text-decoration:underline dotted}
.wrong,.lost{background:var(--seal-soft);color:var(--seal)}.wrong{font-weight:600}
@media (max-width:700px){.beside{display:block}aside{max-width:none;margin:8px 0 0}h1{font-size:22px}.lead{font-size:16px}
table{font-size:13px}th,td{padding:4px 8px}}
@media print{.table{max-height:none;overflow:visible}}
"""
