"""Every kind of page and every state of it, once: what the checks of all pages walk through. A new page is a new line here.

``{work}`` and the like are filled in from ``numbers`` (conftest). A line whose page answers with an error says so: what is shown
then is a page like any other.
"""

READERS = [
    "/",
    "/search/?q=history",
    "/search/?q=history&page=2&sort=newest",
    "/search/?q=history&kind=book&from=1960&to=1980",
    "/search/?sort=added",
    "/search/?q=history&not-language=fr",
    "/search/values/?q=history&facet=language&not-language=fr",
    "/search/values/?q=history&facet=location&find=nowhere",
    "/search/?q=红楼梦&language=zh",
    "/search/?q=silk&page=-1&color=red&from=abc",
    '/search/?q="silk+road',
    "/search/?q=nonsense",
    "/search/?q=silk&language=ja&from=2020",
    "/search/?q=",
    "/works/{work}/",
    "/works/{work}/?q=红楼梦",
    "/works/{online}/",
    "/works/{foreign}/",
    "/works/{editions}/",
    "/works/{editions}/?editions=3",
    "/works/{long}/all/people/",
    "/works/{long}/all/notes/",
    "/works/{foreign}/all/titles/",
    "/works/{foreign}/all/identifiers/",
    "/works/{work}/report/",
    "/works/{long}/",
    "/works/{work}/sources/",
    "/works/{work}/records/{record}/",
    "/works/{merged}/",
    "/works/{split}/",
    "/works/{deleted}/",
    "/works/999999999/",
    "/nowhere/",
    "/accounts/login/",
    "/style/",
]
"""What anyone may open."""

STAFF = [
    "/desk/",
    "/desk/imports/",
    "/desk/imports/?state=halted",
    "/desk/quality/",
    "/desk/quality/catalog.subject_missing/",
    "/desk/quality/catalog.subject_missing/?state=aside&language=fr",
    "/desk/import/",
    "/desk/imports/{run}/",
    "/desk/refusals/{refusal}/",
    "/desk/pairs/",
    "/desk/pairs/decisions/",
    "/desk/deletions/",
    "/desk/correct/{record}/",
    "/desk/records/{edition}/",
    "/desk/records/{edition}/group/?other={work}",
    "/desk/received/{record}/",
    "/works/{work}/",
    "/desk/reports/",
    "/desk/reports/?outcome=right",
]
"""What a librarian who has signed in may open."""
