"""Every rule of `sitegen check`: its name, which never changes, how grave a breach is, and what it asks."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]


class Rule(NamedTuple):
    severity: Severity
    asks: str


RULES: dict[str, Rule] = {
    # what a page must be
    "html.unreadable": Rule("error", "a page can be read to its end"),
    "html.title": Rule("error", "a page has a title"),
    "html.language": Rule("error", "a page names its language"),
    "html.id": Rule("error", "an id stands once on a page"),
    "html.alt": Rule("error", "a picture has alt, words or empty"),
    "html.alt-empty": Rule("warning", "a picture of a story is described, in alt or a caption"),
    # where links lead
    "link.broken": Rule("error", "what the site links to and loads from itself is there"),
    "link.anchor": Rule("error", "what is behind # is on the page"),
    "link.case": Rule("error", "an address is written as the file is: servers tell capitals"),
    "link.outside": Rule("error", "a path stays under the path of base_url"),
    "link.unsafe": Rule("error", "no link runs a script or leads to a reader's own files"),
    "link.local": Rule("error", "no link leads to the machine the site was built on"),
    "link.malformed": Rule("error", "a link is an address"),
    "link.redirect": Rule("note", "a link leads where it says, not to a page that sends readers on"),
    "link.dead": Rule("warning", "other sites still have what is linked (--external)"),
    "link.moved": Rule("note", "a link leads to where a page is now (--external)"),
    "link.unasked": Rule("note", "other sites could be asked (--external)"),
    # what licensors ask
    "rights.unknown": Rule("warning", "somebody said that a copy may be shown: a profile, or attribution.rights"),
    "rights.denied": Rule("error", "a story whose rights are denied is not shown"),
    "rights.permission": Rule("warning", "a licensor who wants to be asked was: attribution.rights is granted"),
    "rights.parties": Rule("error", "everyone a story came from is named on its page"),
    "rights.credit": Rule("error", "the sentences a licensor demands stand on the page"),
    "rights.credit-link": Rule("error", "the links of these sentences are kept"),
    "rights.place": Rule("warning", "they stand where the licensor wants them"),
    "rights.byline": Rule("error", "the authors are named"),
    "rights.link": Rule("error", "the page leads to the original, or to the licensor"),
    "rights.links-kept": Rule("error", "a story keeps its links where the licensor asks for it"),
    "rights.tracker": Rule("error", "the licensor's counter is loaded, unaltered and at once"),
    "rights.licence": Rule("error", "the licence is linked where the licensor asks for it"),
    "rights.copyright": Rule("error", "a copyright line is kept"),
    "rights.dateline": Rule("error", "a dateline is kept where the licensor asks for it"),
    "rights.notice": Rule("error", "notices and corrections are shown"),
    "rights.logo": Rule("warning", "a logo that the licensor demands is shown"),
    "rights.cut": Rule("error", "nothing is taken out of a story whose licence allows no changes"),
    "rights.altered": Rule("warning", "nothing is changed in a story whose licence allows no changes"),
    "rights.excerpt": Rule("error", "no more of a story is shown than may be"),
    "rights.marker": Rule("error", "nothing is shown that is marked as not for publication"),
    "rights.embargo": Rule("error", "nothing is shown before its time"),
    "rights.expired": Rule("error", "nothing is shown after its time"),
    "rights.window": Rule("warning", "a copy appeared first within the days its licensor allows"),
    "rights.retention": Rule("error", "no text is kept longer than its licensor allows"),
    "rights.quota": Rule("error", "no more stories of a licensor are shown in a time than may be"),
    "rights.terms": Rule("warning", "the terms of a profile were read lately"),
    "image.forbidden": Rule("error", "no picture of a licensor is shown who gives none"),
    "image.credit": Rule("warning", "a picture that came with a story is credited"),
    # what search engines are told
    "index.sitemap": Rule("error", "a sitemap lists pages that may be found, and themselves"),
    "index.sitemap-size": Rule("error", "a sitemap is no larger than search engines read"),
    "index.news": Rule("error", "a news sitemap lists stories of the last two days"),
    "index.canonical": Rule("error", "a canonical address is one, whole, and there"),
    "index.canonical-foreign": Rule("error", "a canonical address is the page's own or its original's"),
    "index.robots": Rule("error", "what a page tells robots does not contradict itself"),
    "index.profile": Rule("error", "what a page tells robots is what its licensor asks"),
    "index.copy": Rule("warning", "a copy is not offered to search engines as if it were the original"),
    "index.og-url": Rule("warning", "og:url is the page's own address"),
    "index.deprecated": Rule("warning", "no meta tag is used that nobody reads any more"),
    # structured data
    "jsonld.syntax": Rule("error", "JSON-LD is JSON"),
    "jsonld.context": Rule("error", "JSON-LD says whose words it uses"),
    "jsonld.shape": Rule("error", "values are of the kinds schema.org gives"),
    "jsonld.missing": Rule("error", "what makes a thing known is there: a headline, a name"),
    "jsonld.unknown": Rule("warning", "types and properties are schema.org's"),
    "jsonld.plain": Rule("note", "a person or picture is a thing and no mere text"),
    # who else learns of a reader
    "request.third-party": Rule("error", "a page loads nothing from others but what a profile asks for"),
    "request.picture": Rule(
        "warning", "pictures of others are shown only where site.toml says so; their servers see readers"
    ),
    "request.form": Rule("warning", "a form sends nothing to others"),
    "request.insecure": Rule("error", "a page of an https site loads nothing over http"),
    # what must not be seen
    "leak.text": Rule("error", "no word of a draft, or of a story held, withdrawn or out of its time, is in any file"),
    "leak.output": Rule("error", "no draft or held story has a page"),
    "leak.withdrawn": Rule("error", "no story is shown that its sender withdrew under another name"),
    # files
    "file.encoding": Rule("error", "text is UTF-8"),
    "file.xml": Rule("error", "feeds and sitemaps are well-formed"),
    "file.json": Rule("error", "JSON is JSON"),
}
