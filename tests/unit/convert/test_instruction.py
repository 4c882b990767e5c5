"""Kills, holds and advisories told in ordinary text, and stories that merely speak of such things."""

from __future__ import annotations

import pytest

from sitegen.convert.pipeline import Knowledge, convert

P1 = "The ferry of Merrow stopped at noon, and the harbour board said nobody knew when it would cross again."
P2 = "The crew had asked for a second bell since the spring, the boatman said, and nobody had answered them."
P3 = "Some two hundred people stood on the bank on Monday and watched the old boat being tied to the pier."
TIMES = ("noon", "dusk", "dawn")
STORY = "\n\n".join(text.replace("noon", time).replace("Monday", time) for time in TIMES for text in (P1, P2, P3))

NOTICES = {
    # English
    "kill alone": ("KILL\n\nFerry stops at noon", "canceled"),
    "kill three times": ("KILL KILL KILL\n\nFerry stops at noon\n\nThe board never said so.", "canceled"),
    "mandatory kill": (f"MANDATORY KILL\n\n{STORY}", "canceled"),
    "kill above the story": (f"KILL\n\nFerry stops at noon\n\n{STORY}", "canceled"),
    "kill above the whole story": (f"KILL KILL KILL - Ferry stops at noon\n\n{STORY}", "canceled"),
    "mandatory kill above the whole story": (f"MANDATORY KILL: Ferry stops at noon\n\n{STORY}", "canceled"),
    "kill parted by its capitals": (f"KILL KILL KILL Ferry stops at noon\n\n{STORY}", "canceled"),
    "kill in brackets": ("(KILL) Ferry stops at noon\n\nThe board never said so.", "canceled"),
    "kill behind": ("Ferry stops at noon - KILL\n\nThe board never said so.", "canceled"),
    "withdraw the above": (
        "WITHDRAWAL: Ferry stops at noon\n\nPlease withdraw the above story. A substitute will follow.",
        "canceled",
    ),
    "withdrawn article": (
        "Ferry stops at noon\n\nThis article has been withdrawn by Reach Press because it is wrong.",
        "canceled",
    ),
    "please kill": (
        "EDITORS: Please kill the story slugged Merrow-Ferry that moved at noon. A kill is mandatory. "
        "Make certain that the story is not published.",
        "canceled",
    ),
    "kill with reasons": (
        "KILL: Ferry stops at noon\n\nEditors: the story that moved on Monday is wrong and should not be used.",
        "canceled",
    ),
    "a kill is mandatory": (
        "Ferry stops at noon\n\nReach Press has learned that the board never met on Monday. A kill is mandatory.",
        "canceled",
    ),
    "withdrawal": ("WITHDRAWAL\n\nFerry stops at noon", "canceled"),
    "withdrawn story": (
        'WITHDRAWAL: Ferry stops at noon\n\nThe May 4 story headlined "Ferry stops at noon" is withdrawn. '
        "There will be no substitute story.",
        "canceled",
    ),
    "agency withdraws": (
        "Ferry story withdrawn\n\nReach Press has withdrawn its story about the ferry of "
        "Merrow. No replacement story will "
        "be issued.",
        "canceled",
    ),
    "story removed": ("STORY REMOVED: BC-Merrow-Ferry", "canceled"),
    "hold": ("HOLD\n\nFerry stops at noon", "withheld"),
    "please hold": ("Editors: Please hold the ferry story until the board has met.", "withheld"),
    "hold with reasons": (
        "HOLD: Ferry stops at noon\n\nAttention editors: please do not use before the board has met on Tuesday.",
        "withheld",
    ),
    "advisory": ("ADVISORY\n\nSchedule for Monday: ferry, bell, bridge", "advisory"),
    "advisory to editors": (
        "ADVISORY: Schedule for Monday\n\nEditors: Reach Press will move a story on the ferry "
        "of Merrow at noon on Monday.",
        "advisory",
    ),
    "not for publication": ("Schedule\n\nNot for publication or broadcast.\n\nFerry at noon.", "advisory"),
    # others
    "German": ("ZURÜCKGEZOGEN\n\nFähre hält am Montag", "canceled"),
    "German, with reasons": (
        "ZURÜCKGEZOGEN: Fähre hält am Montag\n\nAchtung Redaktionen: Die Meldung „Fähre hält "
        "am Montag“ wird zurückgezogen. "
        "Eine Ersatzmeldung folgt nicht.",
        "canceled",
    ),
    "German kill": (
        "KILL KILL KILL - Fähre hält am Montag\n\nBitte verwenden Sie diese Meldung nicht.",
        "canceled",
    ),
    "German hold": ("Fähre hält am Montag\n\nBitte die Meldung vorerst nicht verwenden.", "withheld"),
    "German advisory": (
        "HINWEIS AN DIE REDAKTIONEN\n\nNicht zur Veröffentlichung bestimmt. Der Bericht über "
        "die Fähre folgt um 12 Uhr.",
        "advisory",
    ),
    "Spanish": ("ANULACIÓN\n\nEl barco de Merrow", "canceled"),
    "Spanish, with reasons": (
        "ANULACIÓN: El barco se detiene\n\nAtención editores: la noticia enviada a las doce es falsa. "
        "Rogamos anulen esta noticia.",
        "canceled",
    ),
    "French": ("ANNULATION\n\nLe bac de Merrow", "canceled"),
    "French, with reasons": (
        "Le bac s'arrête à midi\n\nAttention rédactions : veuillez annuler notre dépêche de midi sur le bac. "
        "Elle ne sera pas remplacée.",
        "canceled",
    ),
    "Italian": ("NOTIZIA ANNULLATA\n\nSi prega di annullare questa notizia.", "canceled"),
    "Portuguese": ("ANULAÇÃO\n\nPedimos que anulem a notícia sobre a balsa.", "canceled"),
    "Dutch": ("INTREKKING\n\nHet bericht “Veer stopt” is ingetrokken.", "canceled"),
    "Polish": ("ANULOWANO\n\nProsimy nie wykorzystywać tej depeszy.", "canceled"),
    "Swedish": ("Texten återkallas\n\nAnvänd inte texten om färjan.", "canceled"),
    "Turkish": ("İPTAL\n\n“Vapur duruyor” başlıklı haberimiz iptal edilmiştir.", "canceled"),
    "Indonesian": ("PEMBATALAN BERITA\n\nMohon tidak menggunakan berita ini.", "canceled"),
    "Russian": ("АННУЛИРОВАНО\n\nПросим не использовать это сообщение.", "canceled"),
    "Ukrainian": ("АНУЛЬОВАНО\n\nПросимо не використовувати це повідомлення.", "canceled"),
    "Japanese": ("記事取り消し\n\n正午に配信した渡し船の記事を取り消します。", "canceled"),
    "Chinese": ("撤稿通知\n\n中午播发的渡船一稿作废，请勿采用。", "canceled"),
    "Arabic": ("إلغاء خبر\n\nيرجى عدم نشر هذا الخبر.", "canceled"),
    "Hindi": ("समाचार निरस्त\n\nकृपया इस खबर का उपयोग न करें।", "canceled"),
}

STORIES = {
    "a film": f"Kill: a film review\n\n{STORY}",
    "a film in capitals": f"KILL: a film review\n\n{STORY}",
    "a short word on a film": f"KILL: a play at the mill\n\n{P1}",
    "a headline in capitals": f"KILL OR CURE: THE NEW BELL OF MERROW\n\n{STORY}",
    "a film of two words": f"Kill Hill\n\n{STORY}",
    "a film of two words in capitals": f"KILL BILL a film review\n\n{STORY}",
    "a guess behind": f"The harbour board is wrong - AGAIN\n\n{STORY}",
    "an army": f"Army withdraws from the valley\n\n{STORY}",
    "a kicker": f"WITHDRAWAL\n\nArmy leaves the valley\n\n{STORY}",
    "a kicker with its headline": f"WITHDRAWAL: Army leaves the valley\n\n{STORY}",
    "a short item with a kicker": f"WITHDRAWAL: Army leaves the valley\n\n{P1}",
    "a weather advisory": f"ADVISORY: High water at Merrow\n\n{P1}\n\n{P2}",
    "a flood advisory": f"Flood advisory for Merrow\n\n{STORY}",
    "an advisory board": f"Advisory board meets\n\n{STORY}",
    "a hold": f"HOLD: Wrestler wins at Merrow\n\n{P1}",
    "the law": f"A kill is mandatory once a wolf has bitten, the council rules\n\n{STORY}",
    "a quotation": f"Ferry stops at noon\n\n“Please kill the story,” the mayor begged the editor. {P1}",
    "a quoted notice": (
        f'How a wire takes back a story\n\n{P1}\n\nThe notice read: "EDITORS: Please kill the '
        f'story. A kill is mandatory." '
        "Nobody had seen one for years, the editor said."
    ),
    "a story about notices": (
        f"What a kill is\n\n{STORY}\n\nEditors call it a kill. A kill is mandatory, says the rule book."
    ),
    "a story that opens with an order": (
        f"Kill the story, they said\n\nKill the story, the mayor begged the editor.\n\n{STORY}"
    ),
    "a killing": f"Wolf kills three sheep\n\n{P1}",
    "killed": f"KILLED: three sheep\n\n{P1}",
    "a bank": f"Withdrawals halted at the bank of Merrow\n\n{P1}",
    "a letter to editors": f"Letters\n\nEditors: your report on the ferry was too kind to the board.\n\n{P1}\n\n{P2}",
    "a correction": f"Correction: Ferry stops at noon\n\n{P1}",
    "a German correction": (
        "KORREKTUR: Fähre hält am Montag\n\nDie Fähre hält am Montag um zwölf Uhr, sagte der Bootsmann."
    ),
    "a German recluse": (
        "Zurückgezogen am Fluss\n\nDer Bootsmann lebt seit dem Herbst allein an der Fähre, wie er sagt."
    ),
    "German troops": (
        "RÜCKZUG: Truppen verlassen das Tal\n\nDie Truppen verließen am Montag das Tal, sagte der Bootsmann."
    ),
    "a recall of goods": (
        "RÜCKRUF: Glocken mit Rissen\n\nEin Händler ruft am Montag Glocken zurück, die Risse haben können."
    ),
    "a festival in France": (
        "ANNULATION : le festival n'aura pas lieu\n\nLe festival de Merrow est annulé, dit la mairie lundi."
    ),
    "a wedding in Spain": (
        "Anulación del contrato\n\nEl puerto de Merrow anunció el lunes que queda anulado el contrato del barco."
    ),
    "a Turkish ferry": (
        "İPTAL: Vapur seferi yapılmayacak\n\nMerrow vapuru pazartesi günü iptal edildi, dedi liman başkanı dün."
    ),
    "a Russian treaty": (
        "АННУЛИРОВАНО: договор о пароме\n\nДоговор о пароме аннулирован в понедельник, сообщил начальник порта."
    ),
    "a Japanese promise": "約束の取り消し\n\n町は渡し船の約束を取り消した。船頭は川のそばで待っていたと話した。",
    "a Chinese contract": "合同作废\n\n渡船公司星期一宣布，旧合同作废。船夫说，他在河边等了很久，没有人来。",
    "nothing": "",
}


def status_of(knowledge: Knowledge, text: str, name: str = "paste.txt") -> str:
    return convert(name, text.encode(), knowledge)[0].lifecycle.status


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_to_editors_is_one(knowledge: Knowledge, name: str) -> None:
    text, status = NOTICES[name]
    assert status_of(knowledge, text) == status


@pytest.mark.parametrize("name", [name for name in STORIES if STORIES[name]])
def test_a_story_is_taken_for_no_notice(knowledge: Knowledge, name: str) -> None:
    assert status_of(knowledge, STORIES[name]) == "usable"


def page(title: str, *paragraphs: str, beside: str = "") -> str:
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title></head><body><nav>{beside}</nav>"
        f"<main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )


def test_a_page_that_is_a_notice(knowledge: Knowledge) -> None:
    text = page("STORY REMOVED: Merrow-Ferry", "Reach Press has withdrawn its story about the ferry of Merrow.")
    assert status_of(knowledge, text, "page.html") == "canceled"


def test_what_stands_around_a_story_is_no_notice(knowledge: Knowledge) -> None:
    beside = "<a href='/k'>KILL</a> <a href='/a'>ADVISORY</a> <p>A kill is mandatory.</p>"
    assert status_of(knowledge, page("Ferry stops at noon", P1, P2, P3, beside=beside), "page.html") == "usable"


def feed(title: str, text: str) -> str:
    return (
        f"<rss version='2.0'><channel><title>Reach Press</title><item><title>{title}</title><guid>urn:x:1</guid>"
        f"<description><![CDATA[{text}]]></description></item></channel></rss>"
    )


def test_an_entry_of_a_feed_that_is_a_notice(knowledge: Knowledge) -> None:
    text = "<p>EDITORS: Please kill the story slugged Merrow-Ferry.</p><p>A kill is mandatory.</p>"
    assert status_of(knowledge, feed("KILL: Ferry stops at noon", text), "wire.xml") == "canceled"
    assert status_of(knowledge, feed("Kill: a film review", f"<p>{P1}</p><p>{P2}</p>"), "wire.xml") == "usable"
    assert status_of(knowledge, feed("ADVISORY: High water at Merrow", ""), "wire.xml") == "usable"


def test_a_note_to_editors_counts(knowledge: Knowledge) -> None:
    text = (
        "<nitf><head><docdata><ed-msg "
        'info="{}"/></docdata></head><body><body.head><hedline><hl1>Ferry stops</hl1></hedline>'
        f"</body.head><body.content><p>{P1}</p></body.content></body></nitf>"
    )
    assert status_of(knowledge, text.format("Eds: Please kill this story. A kill is mandatory."), "a.xml") == "canceled"
    assert status_of(knowledge, text.format("Eds: Please note that the ferry has a bell."), "a.xml") == "usable"


def test_the_evidence_names_line_and_rule(knowledge: Knowledge) -> None:
    (article,) = convert("paste.txt", b"Ferry stops at noon\n\nIt never did.\n\nA kill is mandatory.", knowledge)
    found = [(c.value, c.origin, c.line) for c in article.evidence if c.field == "status"]
    assert found == [("canceled", "rule:en.instruction.kill", 5)]


def test_a_content_file_is_never_a_notice(knowledge: Knowledge) -> None:
    text = "---\ntitle: KILL KILL KILL\n---\n\nA kill is mandatory.\n"
    assert status_of(knowledge, text, "story.md") == "usable"
