"""Given names, by which a line of two words is told from a section or a place: `Ana Quill` is not `Top Stories`.

A list of what is common in many countries; whoever is missing needs a byline that calls itself one.
"""

from __future__ import annotations

_NAMES = """
aaron abdul abdullah abigail achim ada adam adel adele adi adrian adriana agata agnes agneta agnieszka agus ahmad ahmed
ahmet aiden aisha akira alain alan albert alberto aldo alec alejandro aleksandr aleksandra alena alessandra alessandro
alessia alessio alex alexa alexander alexandra alexandre alexei alexis alfonso alfred ali alice alicia alina alison
allison alma alva amanda amara amber amelie amina aminata amir amit amy ana anabel anastasia anders andi andre andrea
andreas andrei andrej andres andrew andrzej andy ane anette angel angela angelica angelika angelo anika anil anita anja
anjali anke ann anna annabel anne annegret anneke annelie annemarie annette annika anselm anthony antje antoine anton
antonella antonia antonio anya archie ariane ariel arif arjun armin arne arnold arthur artur arturo arun asa ashley
astrid august augusto aurelie ava axel ayse bambang baptiste barbara bart bartosz bas bastian beate beatrice beatrix
beatriz becky ben benedikt benjamin benno benoit bernard bernd bernhard bert berthold bertrand beth bettina betty bianca
bill birgit bjorn blake bob bodo boris brad bradley bram brandon brenda brendan brian brigitte britta bruce bruno bryan
budi burak burkhard caitlin cameron camila camille camilo carina carl carla carlo carlos carmen carol carola carole
carolin carolina caroline carolyn carsten caspar catherine cathrin cecile cecilia celine cem chad chandra chantal
charles charlie charlotte chelsea chiara chidi chloe chris christa christel christian christiane christina christine
christof christoph christophe christopher cindy claire clara clarissa claude claudia claudio claus clemens clement colin
connor conrad constanze cora corinna cornelia craig cristian cristina cynthia daan dagmar daisuke damian damien dan dana
daniel daniela daniele danielle danny dario dariusz darren dave david dawid dean debbie deborah deepak denis denise
deniz dennis derek detlef detlev dewi diana diane diego dieter dietmar dilip dimitri dirk dmitri dmitry dolores dominic
dominik dominique don donald donna dora doris dorota dorothea dorothee doug douglas duncan dustin dwi dylan ebba ebru
eckhard eckhart eddie edgar edith eduardo edward egon eike eileen eko elaine eleanor elena eleonora eli elias elif elin
elisa elisabeth elisabetta elise elizabeth elke ella ellen elmar elodie elsa emanuel emeka emil emilia emilie emilio
emily emine emma emmanuel emre enrico enrique erhard eric erica erich erik erika erin ernesto ernst erwin esther ethan
eugen eugene eva evan evelyn evie ewa fabian fabio fabrice fajar farid fatima fatma fatou federica felicitas felipe
felix femke ferdinand fernanda fernando filip fiona flavia florence florian francesca francesco francis francisco
francois francoise frank franz franziska fred frederic frederick frederik freya frida friedhelm friedrich fritz gabi
gabriel gabriela gabriele gabriella gareth gary gaston gavin geoff geoffrey georg george georgia georgina gerald gerard
gerd gerda gerhard gernot gert gesa giacomo gianluca gianni gilles gina giorgia giorgio giovanna giovanni gisela giulia
giuseppe glen glenn gloria gordon grace graham grazyna greg gregor gregory greta grzegorz gudrun guido guillaume
guillermo gunilla gunnar gunter gustaf gustav gustavo guy hakan halina hanna hannah hanneke hannelore hannes hans harald
hardy harriet harry hartmut haruto hasan hassan hatice heather hector heide heidi heike heiko heiner heinrich heinz
helen helena helene helga helge helmut hendra hendrik henning henri henrik henry henryk herbert hermann hilary hiroshi
holger horst howard hubert hugh hugo huseyin hussein ian ibrahim ida iga ignacio igor iker ilka ilona ilse imke ina
indah ines inga ingeborg ingo ingrid inka irene irina iris irma isaac isabel isabella isabelle isla ismail ivan ivana
ivo iwona izabela jacek jack jackie jacob jacqueline jacques jadwiga jake jakob james jamie jan jana jane janet janina
janine janis janusz jasmin jasmine jason jasper javier jay jean jeanette jeff jeffrey jenna jennifer jenny jens jeremy
jeroen jerome jerry jerzy jesse jessica jessika jil jill jim jimmy jo joachim joan joana joanna joanne joao jochen joe
joel joerg johan johanna johannes john johnny joke joko jon jonas jonathan joost jordan jordi jorg jorge jose josef
josefine joseph josh joshua joyce juan judith jules julia julian juliana juliane julie julien juliette julio julius
jurgen justin justine justyna kacper kai kamil karen karin karina karl karla karol karolin karolina karsten kaspar
katarina katarzyna kate katharina katherine kathleen kathrin kathryn kathy katie katja katrin katrina kavita kay kees
keith kelly kemal ken kenji kenneth kerstin kevin khaled kilian kim kinga kirsten kirstin klaus koen kofi konrad
konstantin kristen kristian kristin kristina kristine krystyna krzysztof kurt kwame kyle lara larissa larry lars laszlo
latifa laura lauren laurence laurent lea leah leandro lech leila lena lennart leo leon leonard leonardo leonie leonora
leopold leslie lestari leszek leticia lewis liam liane lidia lili lilian liliana lilly lina linda lindsay linnea lisa
lise livia liz lorena lorenz lorenzo lothar lotte lou louis louisa louise luca lucas lucia luciana luciano lucie lucy
ludger ludwig luigi luis luisa luise luiz lukas lukasz luke lutz lydia lynn maarten mads magda magdalena magnus mahmoud
maik maike maja malcolm malgorzata malin malte mamadou mandy manfred manon manuel manuela mara marc marcel marcela
marcello marcin marco marcos marcus marek margaret margarete margarita margit margot marguerite maria marian mariana
marianne marie marieke marietta marija marijke marilyn marina mario marion marisa marit marita marius mariusz mark marko
markus marlene marloes marta martha martin martina martine marvin mary maryam massimo mateo mateusz mathias mathieu
mathilde mats matt matteo matthew matthias matthieu maureen maurice mauricio mauro max maxim maximilian maya meena megan
mehmet meike mel melanie melissa mercedes merle meryem mia michael michaela michal michel michele michelle miguel mikael
mike mikhail milan milena mina ming mirco miriam mirjam mirko miroslaw mohamed mohammad mohammed mona monica monika
monique morgan moritz muhammad murat mustafa myriam nadia nadine nadja nancy natalia natalie natasha nathalie nathan
neha nelson ngozi nicholas nick nico nicola nicolas nicole niels nigel niko nikola nikolai nikolaus nils nina noah noel
noemi nora norbert norman nuno nuria oda ole oleg olga oliver olivia olivier olof omar omer orjan oscar oskar osman
oswald otto owen pablo pamela paola paolo pascal patricia patrick patrizia paul paula paulina pauline paulo pavel pawel
pedro peggy pelle penelope per peter petra phil philip philipp philippe phillip phoebe pia piero pierre pieter pietro
pilar piotr pooja priya przemyslaw putri rachel radoslaw rafael raffaele rahul rainer raj rajesh ralf ralph ramon ramona
randy raphael raquel ratna raul ravi ray raymond rebecca regina regine reiner reinhard reinhold renata renate rene reto
ria ricarda ricardo riccardo richard rick rik rina rini rita rizki rob robert roberta roberto robin rocio rod rodney
rodrigo roger rohit roland rolf roman romina ron ronald ronja rosa rosemarie ross roy ruben rudi rudolf rui rupert
russell ruth ryan ryszard sabina sabine sabrina sally salvatore sam samantha samir samuel sandeep sandra sandro sanjay
sanne santiago sara sarah sascha saskia scott sean sebastian sebastien selin selina serena serge sergei sergej sergio
serkan seth severin shane shannon sharon shaun sheila shirley sibel sibylle siegfried sigrid silas silja silke silvia
silvio simon simona simone sina siti siv sjoerd slawomir sofia sofie solveig sonia sonja sophia sophie sri stacy stan
stanislav stanislaw stefan stefanie stefano steffen steffi stella sten stephan stephane stephanie stephen steve steven
stewart stig stijn stuart sue sunita suresh susan susana susanna susanne suzanne svante svea sven svenja svetlana
swantje sybille sylvia sylvie sylwia szymon tadeusz takashi tamara tanja tanya tara tatiana tatjana taylor ted teresa
terry thea theo theodor theresa therese thiago thibault thierry thijs thilo thomas thorben thorsten tiago tiffany tijs
till tilman tilo tim timo timothy tina tobias todd tolga tom tomas tomasz tommy toni tony torben torsten tove tracy
travis trevor tristan tunde udo ugo ulf uli ulla ulrich ulrike ursula urszula ute uwe valentin valentina valeria valerie
vanessa vera veronica veronika veronique vicky victor victoria vijay vikram viktor viktoria vincent vincenzo violeta
virginia vivian vladimir volkan volker volkmar wahyu waldemar walter wanda wayne wendy wenke werner weronika wiebke
wilfried wilhelm will willemijn willi william willy wilma winfried wojciech wolf wolfgang wolfram wouter xabier xavier
xenia yan yann yannick yanto yasmin yasmine yudi yuki yulia yuri yusuf yves yvette yvonne zbigniew zeynep zoe zofia
zuzanna
""".split()  # noqa: SIM905 (a list would take ten pages)
_CYRILLIC_NAMES = """
александр александра алексей алена алина алиса алла алёна альберт анастасия анатолий ангелина андрей анжела анна антон
антонина арина аркадий арсений артем артём артур белла богдан борис вадим валентин валентина валерий валерия варвара
василий василиса вера вероника виктор виктория виталий влад владимир владислав владислава всеволод вячеслав галина
геннадий георгий герман глеб григорий давид даниил данила дарья демид денис диана дмитрий евгений евгения егор
екатерина елена елизавета ефим жанна захар зинаида зоя иван игнат игорь илона илья инга инна ирина ия камила карина
кира кирилл клавдия константин кристина ксения лариса лев леонид лидия лилия любовь людмила макар максим маргарита
марина мария марк марта матвей милана мирон михаил надежда наталия наталья никита николай нина оксана олег олеся ольга
павел петр пётр полина прохор раиса римма родион роман руслан савелий святослав семен семён сергей снежана софия софья
станислав степан таисия тамара татьяна тимофей тимур тихон федор фёдор филипп элеонора эльвира эмма юлиан юлия юрий яков
яна ярослав ярослава
андрій анастасія анатолій богдана борислав валерій вікторія віктор віталій віра володимир геннадій ганна галина
григорій дарина дем'ян дмитро євген євгенія єлизавета захарій зоряна іван ігор ілля інна ірина катерина кирило
костянтин лариса леся лідія лілія любомир людмила марія максим марічка марко микита микола мирослава михайло надія
назар наталія наталя ніна оксана олег олександр олександра олексій олена олеся ольга орест остап павло петро роксолана
ростислав сергій соломія софія степан тарас тетяна тимофій уляна федір юлія юрій яна ярина
ангел боян ваня велина веселин гергана десислава димитър елица здравко ивайло иван йордан калина красимир мария
милена надя николай пенка петър пламен радостина росица светослав стоян тодор христо цветелина
""".split()  # noqa: SIM905
_OTHER_NAMES = """
आदित्य आकाश अजय अक्षय अमित अमृता अनिल अनीता अंजलि अंकित अनुपम अनुराधा अनुराग अपर्णा अर्चना अरुण अर्जुन आरती आशा अशोक
आशीष अविनाश भारती भावना चंदन चेतन दीपक दीपा दीपिका देवेंद्र धर्मेंद्र दिनेश दिव्या गणेश गौरव गीता गोपाल हरीश हेमंत
इंदु जितेंद्र ज्योति कमल करण कविता किरण कृष्णा कुसुम ललित लक्ष्मी मधु महेश मनीष मनीषा मनोज मीना मीनाक्षी मोहन मुकेश
नंदिनी नरेंद्र नवीन नेहा निधि निखिल नीरज नीलम निशा पंकज पवन पूजा पूनम प्रदीप प्रकाश प्रमोद प्रशांत प्रवीण प्रीति
प्रिया प्रियंका प्रज्ञा राधा राहुल राज राजेश राजीव राजेंद्र राकेश रमेश रश्मि रवि रेखा रिमझिम रीता रितु रोहित रोशनी
रूपा सचिन संदीप संगीता संजय संजीव संतोष सरिता सतीश सीमा शालिनी शशि शिखा शिल्पा शिव शुभम श्वेता सोनिया सोनू सुधा
सुमन सुनील सुनीता सुरेश सुषमा स्वाति उमा उषा वंदना वरुण विकास विजय विक्रम विनीता विनोद विवेक यश योगेश
أحمد محمد محمود مصطفى علي عمر عثمان حسن حسين حسام حمزة خالد خليل إبراهيم إسماعيل إيمان آمنة أمل أميرة أمين أنس أيمن
بسام بلال بشرى جمال جميل جمانة حنان حياة خديجة دلال دينا رامي رانيا رشا رضا رنا ريم زياد زينب سارة سامي سامر سعاد
سعد سعيد سلمى سلمان سليم سمير سميرة سناء سهى شادي شيماء صلاح طارق عائشة عادل عامر عبد عبدالله عبدالرحمن عزيزة عماد
غادة فادي فاطمة فؤاد فيصل قاسم كريم كمال لبنى لمياء ليلى ماجد مازن ماهر مروان مريم منى منال مها موسى نادية ناصر نبيل
نجوى نزار نسرين نورا نورة نوال هالة هاني هبة هدى هشام هند هيثم وائل وسام وليد ياسر ياسمين يحيى يوسف يونس
""".split()  # noqa: SIM905
_GIVEN = frozenset((*_NAMES, *_CYRILLIC_NAMES, *_OTHER_NAMES))
_PLAIN = str.maketrans(
    "äöüáàâãåąéèêëęěíìîïóòôõøőúùûůűçćčñńłřšśžźżýşğıđ", "aouaaaaaaeeeeeeiiiioooooouuuuucccnnlrsszzzysgid"
)


def is_given_name(word: str) -> bool:
    """Whether people are commonly called that; `Anne-Marie` is two such names."""
    return word.casefold().translate(_PLAIN).split("-")[0] in _GIVEN
