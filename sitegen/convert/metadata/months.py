"""The names of the months, as dates write them, in the languages whose rules we carry and their neighbours.

One table serves all: where two languages share a form, it means the same month. (Croatian names are left out, for its
`listopad` is October and everybody else's November.)
"""

from __future__ import annotations

from sitegen.convert.clean.fold import fold_text

_NAMES = (
    """january jan januar jänner jaenner janvier janv enero ene janeiro gennaio gen januari stycznia styczeń sty ocak
    oca января январь янв січня січень січ leden ledna tammikuuta ianuarie ian gener xaneiro január siječnja
    يناير كانون_الثاني जनवरी jan. ιανουαρίου januára януари""",
    """february feb februar feber février fevrier févr fevr fév febrero fevereiro fev febbraio febbr februari februarie
    lutego luty lut şubat şub subat февраля февраль фев лютого лютий únor února helmikuuta febr febrer február
    فبراير شباط फ़रवरी फरवरी φεβρουαρίου februára февруари""",
    """march mar märz maerz mrz mär mars marzo março marco mart maart mrt marca marzec марта март мар березня
    березень бер března březen maaliskuuta martie març március maret مارس آذار मार्च μαρτίου""",
    """april apr avril avr abril abr aprile kwietnia kwiecień kwi nisan nis апреля апрель апр квітня квітень кві duben
    dubna huhtikuuta aprilie április apríla أبريل ابريل نيسان अप्रैल απριλίου април""",
    """may mai mayo maio mag maggio mei maja maj mayıs mayis мая май травня травень тра květen května toukokuuta maig
    május mája مايو أيار मई μαΐου μαιου""",
    """june jun juni juin junio junho jun. giugno giu czerwca czerwiec cze haziran haz июня июнь июн червня червень чер
    červen června kesäkuuta iunie juny június júna يونيو حزيران जून ιουνίου юни""",
    """july jul juli juillet juil julio julho luglio lug lipca lipiec lip temmuz tem июля июль июл липня липень
    červenec července heinäkuuta iulie juliol július júla يوليو تموز जुलाई ιουλίου юли""",
    """august aug août aout agosto ago agustus augustus augusti agu sierpnia sierpień sie ağustos agustos ağu августа
    август авг серпня серпень сер srpen srpna elokuuta augusztus agost augusta أغسطس اغسطس آب अगस्त αυγούστου""",
    """september sept sep septembre septiembre setiembre setembro set settembre sett września wrzesień wrz eylül eylul
    eyl сентября сентябрь сен сент вересня вересень вер září zari syyskuuta septembrie setembre szeptember septembra
    سبتمبر أيلول सितंबर सितम्बर σεπτεμβρίου септември""",
    """october oct oktober okt octobre octubre outubro out ottobre ott października październik paź ekim eki октября
    октябрь окт жовтня жовтень жов říjen října lokakuuta octombrie october október októbra أكتوبر اكتوبر تشرين_الأول
    अक्टूबर अक्तूबर οκτωβρίου октомври""",
    """november nov novembre noviembre novembro listopada listopad lis kasım kasim kas ноября ноябрь ноя листопада
    листопад лис listopadu marraskuuta noiembrie novembra نوفمبر تشرين_الثاني नवंबर नवम्बर νοεμβρίου ноември nopember""",
    """december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre grudnia grudzień gru aralık
    aralik ara декабря декабрь дек грудня грудень гру prosinec prosince joulukuuta decembrie desember des desembre
    decembra ديسمبر كانون_الأول दिसंबर दिसम्बर δεκεμβρίου декември""",
)
_MONTHS = {
    fold_text(name.replace("_", " ")): number for number, names in enumerate(_NAMES, 1) for name in names.split()
}


def find_month(word: str) -> int | None:
    """The number of the month that `word` names, 1 for January."""
    return _MONTHS.get(fold_text(word))
