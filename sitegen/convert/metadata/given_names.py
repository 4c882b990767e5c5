"""Given names, by which a line of two words is told from a section or a place: `Ana Quill` is not `Top Stories`.

A list of what is common in many countries; whoever is missing needs a byline that calls itself one.
"""

from __future__ import annotations

_NAMES = """
aaron abdul abdullah abigail achim ada adam adel adele adi adrian adriana agata agnes agnieszka ahmad ahmed aisha alain
alan albert alberto aldo alec alejandro aleksandra aleksandr alena alessandra alessandro alessia alex alexa alexander
alexandra alexandre alexei alexis alfonso alfred ali alice alicia alina alison allison alma amanda amber amelie amina
amir amit amy ana anabel anastasia anders andi andre andrea andreas andrei andrej andres andrew andrzej andy anette
angel angela angelica angelika angelo anika anita anja anke ann anna annabel anne annegret annelie annemarie annette
annika anselm antje anthony antoine anton antonella antonia antonio anya ariane ariel arjun armin arne arnold arthur
artur arturo ashley astrid august augusto aurelie axel ayse barbara bart bastian beate beatrice beatrix beatriz becky
ben benedikt benjamin benno bernard bernd bernhard bert berthold bertrand beth betty bettina bianca bill birgit bjorn
blake bob bodo boris brad bradley brandon brenda brendan brian brigitte britta bruce bruno bryan burkhard caitlin
cameron camila camille carina carl carla carlo carlos carmen carol carola carole carolin carolina caroline carolyn
carsten caspar catherine cathrin cecile cecilia celine cem chad chandra chantal charles charlie charlotte chelsea
chloe chris christa christel christian christiane christina christine christof christoph christophe christopher cindy
claire clara clarissa claude claudia claudio claus clemens clement colin connor conrad constanze cora corinna cornelia
craig cristian cristina cynthia dagmar daisuke damian damien dan dana daniel daniela daniele danielle danny dario
darren dave david dean debbie deborah denis denise dennis derek detlef detlev diana diane diego dieter dietmar dilip
dimitri dirk dmitri dmitry dominic dominik dominique don donald donna dora doris dorothea dorothee doug douglas duncan
dustin dylan eckhard eckhart eddie edgar edith eduardo edward egon eike eileen elaine eleanor elena eleonora eli elias
elif elisa elisabeth elise elizabeth elke ella ellen elmar elsa emanuel emil emilia emilie emilio emily emma emmanuel
emre enrico enrique erhard eric erica erich erik erika erin ernesto ernst erwin esther ethan eugen eugene eva evan
evelyn ewa fabian fabio fabrice farid fatima fatma felicitas felipe felix ferdinand fernanda fernando filip fiona
flavia florence florian francesca francesco francis francisco francois francoise frank franz franziska fred frederic
frederick frederik friedhelm friedrich fritz gabi gabriel gabriela gabriele gabriella gareth gary gaston gavin geoff
geoffrey georg george georgia georgina gerald gerard gerd gerda gerhard gernot gert gesa giacomo gianluca gianni gilles
gina giorgia giorgio giovanna giovanni gisela giulia giuseppe glen glenn gloria gordon grace graham greg gregor gregory
greta grzegorz gudrun guido guillaume guillermo gunnar gunter gustav guy hakan hanna hannah hannelore hannes hans
harald hardy harriet harry hartmut hasan hassan heather hector heide heidi heike heiko heiner heinrich heinz helen
helena helene helga helge helmut hendrik henning henri henrik henry herbert hermann hilary hiroshi holger horst howard
hubert hugh hugo hussein ian ibrahim ida ignacio igor ilka ilona ilse imke ina ines inga ingeborg ingo ingrid inka
irene irina iris irma isaac isabel isabella isabelle ismail ivan ivana ivo jack jackie jacob jacqueline jacques jake
jakob james jamie jan jana jane janet janina janine janis jason jasmin jasmine jasper javier jay jean jeanette jeff
jeffrey jens jenna jennifer jenny jeremy jerome jerry jesse jessica jessika jil jill jim jimmy jo joachim joan joana
joanna joanne joao jochen joe joel joerg johan johanna johannes john johnny jon jonas jonathan jordan jordi jorg jorge
jose josef josefine joseph josh joshua joyce juan judith julia julian juliana juliane julie julien juliette julio
julius jurgen justin justine kai karen karin karina karl karla karol karolina karolin karsten kaspar katarina kate
katharina katherine kathleen kathrin kathryn kathy katie katja katrin katrina kay keith kelly ken kenneth kerstin
kevin khaled kilian kim kirsten kirstin klaus konrad konstantin kristen kristian kristin kristina kristine kurt kyle
lara larissa larry lars laszlo latifa laura lauren laurence laurent lea leah leila lena lennart leo leon leonard
leonardo leonie leonora leopold leslie lewis lidia liam liane lili lilian liliana lilly lina linda lindsay lisa lise
livia liz lorena lorenz lorenzo lothar lou louis louisa louise luca lucas lucia luciana luciano lucie lucy ludger
ludwig luigi luis luisa luise lukas luke lutz lydia lynn maarten mads magdalena magnus mahmoud maik maike maja malcolm
malgorzata malte mandy manfred manon manuel manuela mara marc marcel marcela marcello marcin marco marcos marcus
margaret margarete margarita margit margot marguerite maria marian mariana marianne marie marieke marietta marija
marijke marilyn marina mario marion marisa marita marius mark marko markus marlene marta martha martin martina martine
marvin mary maryam massimo mateo mateusz mathias mathieu mathilde matt matteo matthew matthias matthieu maureen
maurice mauricio mauro max maxim maximilian maya megan mehmet meike mel melanie melissa mercedes merle michael michaela
michal michel michele michelle miguel mike mikhail milan milena mina ming mirco miriam mirjam mirko mohamed mohammad
mohammed mona monica monika monique morgan moritz muhammad mustafa myriam nadia nadine nadja nancy natalia natalie
natasha nathalie nathan nelson nicholas nick nico nicola nicolas nicole niels nigel niko nikola nikolai nikolaus nils
nina noah noel noemi nora norbert norman oda ole oleg olga oliver olivia olivier omar oscar oskar oswald otto owen pablo
pamela paola paolo pascal patricia patrick patrizia paul paula paulina pauline paulo pavel pawel pedro peggy penelope
per peter petra phil philip philipp philippe phillip phoebe pia piero pierre pietro piotr priya rachel rafael raffaele
rahul rainer raj ralf ralph ramona ramon randy raphael raquel raul ray raymond rebecca regina regine reiner reinhard
reinhold renate rene reto ria ricardo riccardo richard rick ricarda rita rob robert roberta roberto robin rod rodney
rodrigo roger roland rolf roman romina ron ronald ronja rosa rosemarie ross roy ruben rudi rudolf rupert russell ruth
ryan sabina sabine sabrina sally salvatore sam samantha samir samuel sandra sandro santiago sara sarah sascha saskia
scott sean sebastian sebastien selina serena serge sergei sergej sergio severin seth shane shannon sharon shaun sheila
shirley sibylle siegfried sigrid silas silja silke silvia silvio simon simona simone sina sofia sofie solveig sonia
sonja sophia sophie stacy stan stanislav stefan stefanie stefano steffen steffi stella sten stephan stephane stephanie
stephen steve steven stewart stuart sue susan susana susanna susanne suzanne svea sven svenja svetlana swantje sybille
sylvia sylvie takashi tamara tanja tanya tara tatiana tatjana taylor ted teresa terry thea theo theodor theresa therese
thibault thierry thilo thomas thorben thorsten tiago tiffany till tilman tilo tim timo timothy tina tobias todd tom
tomas tomasz tommy toni tony torben torsten tracy travis trevor tristan udo ugo ulf uli ulla ulrich ulrike ulla ursula
ute uwe valentin valentina valeria valerie vanessa vera veronica veronika veronique vicky victor victoria viktor
viktoria vincent vincenzo violeta virginia vivian vladimir volker volkmar walter wanda wayne wendy wenke werner wiebke
wilfried wilhelm will william willi willy winfried wolf wolfgang wolfram xavier xenia yan yann yannick yasmin yasmine
yuki yulia yuri yusuf yves yvette yvonne zeynep zoe
""".split()  # noqa: SIM905 (a list would take ten pages)
_GIVEN = frozenset(_NAMES)
_PLAIN = str.maketrans("äöüáàâãåéèêëíìîïóòôõøúùûçñłšžýşğı", "aouaaaaaeeeeiiiiooooouuucnlszysgi")


def is_given_name(word: str) -> bool:
    """Whether people are commonly called that; `Anne-Marie` is two such names."""
    return word.casefold().translate(_PLAIN).split("-")[0] in _GIVEN
