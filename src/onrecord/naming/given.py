"""Given names: which are short for which, and which are borne mostly by men or mostly by women.

Own tables of names common in English-language news. A name that is missing has no gender and no short forms, which
costs a hint and never misleads; names of both men and women are left out.
"""

from __future__ import annotations

from typing import Literal

__all__ = ["Gender", "gender_of_given", "same_given"]

Gender = Literal["male", "female"]

_SHORT = """
abraham abe | abigail abby | albert al bert | alexander alex sandy sasha oleksandr aleksandr | alexandra alex sandra
alfred al fred | alan al | alexei alexey aleksei oleksiy | andrew andy drew andrei andrii andriy andrey | anthony tony
antonio tony | arthur art | barbara barb | barack barry | benjamin ben benny | bernard bernie | beatrice bea
bradley brad | catherine cathy kate katie | charles charlie chuck | christopher chris kit | christine chris chrissy
christina chris tina | clifford cliff | cynthia cindy | daniel dan danny | david dave davy | deborah deb debbie debra
dmitry dmitri dmytro dima | dominic dom | donald don donny | dorothy dot dottie | douglas doug | edgar ed | edmund ed
edward ed eddie ted ned | edwin ed | elizabeth liz beth betsy betty eliza lizzie | emmanuel manny | eugene gene
ernest ernie | francis frank fran | franklin frank | frederick fred freddy rick | gabriel gabe | gabrielle gabby
george georgy heorhiy | gerald gerry jerry | geoffrey geoff jeff | gilbert gil | gregory greg | harold hal harry
harry henry hank | herbert herb bert | howard howie | hubert bert | irving irv | isaac ike | jacob jake
jacqueline jackie
james jim jimmy jamie | janet jan | jeffrey jeff | jennifer jen jenny jenn | jeremy jerry | jerome jerry | jessica jess
john jack johnny jon | jonathan jon johnny | joseph joe joey jo | joshua josh | judith judy | julian jules
katherine kate kathy katie kathryn kay | kathleen kathy kate | kenneth ken kenny | kimberly kim | kristin kris
lawrence larry
laurence larry | leonard leo len lenny | leslie les | lewis lou | louis lou louie | lynne lynn | madeleine maddie
margaret maggie meg peggy marge | marjorie marge | martin marty | matthew matt | maxwell max | megan meg
melissa mel | melvin mel | michael mike mick mickey mikhail mykhailo | michelle shelly | mitchell mitch | nancy nan
natalie nat | nathaniel nate nathan nat | nicholas nick nicky | nicole nikki | norman norm | oliver ollie | pamela pam
patricia pat patty tricia trish | patrick pat paddy | peter pete petro pyotr | philip phil phillip | rachel rae
raymond ray | rebecca becky becca | reginald reg reggie | reuben rube | richard dick rick rich ricky richie
robert bob bobby rob robbie bert | roderick rod | rodney rod | roger rodge | ronald ron ronnie | rosemary rose rosie
rudolph rudy | russell russ | samantha sam | samuel sam sammy | sergei sergey serhiy serhii | sheldon shelly
solomon sol | stanley stan | stephen steve steven steph stephan | stephanie steph | susan sue susie suzanne
sylvester sly | terence terry terrence | teresa terry theresa tess | theodore ted teddy theo | thomas tom tommy
timothy tim timmy | tobias toby | valerie val | victor vic viktor | victoria vicky vicki tori | vincent vince vinny
virginia ginny | vladimir volodymyr vova wladimir | walter walt wally | wesley wes | wilfred will
william bill billy will willie liam
yevgeny evgeny yevhen | yuri yury yuriy | zachary zach zack | mohammed mohammad muhammad mohamed mehmet
hussein husayn hossein | abdullah abdallah | youssef yusuf yousef | xavier javier | christoph chris | thaddeus thad
jeb john | newt newton | mitt willard | hillary hilary | rand randal randall randy | ike dwight | marco marc
"""

_MALE = """
aaron abdel abdul abdullah abe abraham adam adnan adrian ahmad ahmed al alan albert alberto aleksandr alejandro alex
alexander alexei alexey alfonso alfred ali alistair allan allen alvin amir amr andre andreas andrei andrew andrey
andriy andrii andrzej andy angus anthony antonio antony ariel armando arnold arthur arturo asif ashraf atul austin
aziz barack barney barry bart bashar ben benedict benjamin benny bernard bernie bill billy binyamin benjamin bob bobby
boris brad bradley brandon brendan brent bret brett brian bruce bryan byron caleb calvin cameron carl carlos cecil
charles charlie chester chris christian christopher chuck clarence claude clay cliff clifford clint clive clyde colin
conor corey cory craig curt curtis cyril cyrus dale damian damon dan daniel danny darrell darren darryl dave david
dean denis dennis denny derek derrick devin dexter diego dimitri dirk dmitri dmitry dmytro dominic dominique don
donald donnie doug douglas duncan dustin dwight dylan earl ed eddie edgar eduardo edward edwin eli elias elijah
elliot elliott elon emanuel emmanuel emilio emmett enrique eric erik ernest ernesto ernie ethan eugene evan evgeny
fabian felipe felix ferdinand fernando fidel floyd francis francisco francois frank frankie franklin frans fred
frederick gabriel garrett gary gavin gene geoff geoffrey george gerald gerard gerhard gerry gianni gilbert giovanni
giuseppe glen glenn gordon graham grant greg gregg gregory guillermo gus guy hal hamid hamza hank hans harold harry
harvey hassan hector heinz helmut henri henry herbert herman herschel horace howard hubert hugh hugo humberto hussein
ian ibrahim igor ilham imran ismail isaac ivan jack jackson jacob jacques jair jake jamal james jared
jason javier jay jean jeb jed jeff jefferson jeffrey jeh jens jeremiah jeremy jerome jerry jesse jesus jim jimmy
joachim
joaquin joe joel johan john johnny jon jonas jonathan jorge jose josef joseph josh joshua juan julian julio
julius jung justin kamal karim karl keith kelvin ken kenneth kenny kent kevin khaled khalid kim-jong kirk klaus
kofi kurt
kyle lance larry lars lawrence lee leland len leo leon leonard leonardo leonid leroy lester lewis liam
lionel lloyd lorenzo lou louis luc lucas luigi luis luiz luka luke luther lyndon mahmoud malcolm manuel marc marcel
marco marcos marcus mariano mario mark markus marshall martin marty marvin massimo matt matteo matthew maurice
mauricio max maxim maxwell mehmet mel melvin michael michel miguel mike mikhail milton mitch mitchell mitt mohamed
mohammad mohammed moon moshe muhammad mustafa mykhailo naftali narendra nasser nathan nathaniel neal ned
neil nelson
newt nicholas nick nicolas nicolo nigel nikita nikolai noah noam noel norbert norman oleg oleksandr oleksiy
oliver olaf
omar orlando orrin oscar oswald otto owen pablo patrick paul pavel pavlo pedro per percy perry pete peter petr petro
phil philip philippe phillip pierre preston quentin quincy rafael rahm rahul raj ralph ramon ramzi rand randall
randy rashid raul
ray raymond recep reggie reginald reid reince rene rex ricardo rich richard rick ricky rob robby robert roberto rod
rodney rodrigo rodrigue roger roland rolf roman ron ronald ronnie ross roy ruben rudolf rudolph rudy rupert rush russ
russell ryan sajid salman salvador sam samir samuel santiago saul scott sean sebastian serge sergei sergey
sergio serhiy seth
shaun shawn sheldon shimon shinzo sidney silvio simon sohail spencer stan stanley stefan stephen stephane steve
steven stewart stuart
tariq ted terence terrence terry thabo theo theodore thierry thomas tim timothy tobias toby todd tom tommy tony
travis trent trevor troy tucker tyler ulrich uwe valery vance vernon victor vince vincent viktor virgil vitaly
vladimir volodymyr
vyacheslav wade wallace walter warren wayne wendell werner wesley wilbur wilfred will willard william willie
wilson winston
wolfgang woodrow xavier xi yair yasser yevgeny yitzhak yoshihide yuri yusuf zach zachary zbigniew zhang
"""

_FEMALE = """
abigail ada adele adriana agnes aisha alexa alexandra alexandria alice alicia alison allison alyssa amal amanda amber
amelia amina amy ana anastasia angela angelina anita ann anna annabel anne annette annie antoinette april
ariana arlene ashley astrid audrey ava barbara beatrice becky belinda bernadette bernice beth betsy betty beverly
bianca bonnie brenda bridget brigitte britney brittany brooke camila camille candace candice carla carly carmen carol
carole caroline carolyn carrie cassandra catherine cathy cecilia celeste celia charlene charlotte chelsea cheryl
chloe christiane christina christine chrystia cindy claire clara clarissa claudia colleen condoleezza connie
constance cristina crystal cynthia daisy daniela danielle daphne dawn deb debbie deborah debra delia
denise diana diane dianne dina dolores donna dora doris dorothy edith eileen elaine eleanor elena elisabeth elise
eliza elizabeth ella ellen elsa emily emma erica erika erin esther ethel eva eve evelyn fatima faye federica felicia
fiona florence frances francesca frederica freya gabriela gabrielle gail gemma genevieve georgia georgina geraldine
gertrude gina ginger giorgia gisele giulia gladys glenda gloria golda grace greta gretchen gwen gwendolyn hannah
harriet hazel heather heidi helen helena helene helga hillary hilary holly hope huma ida ilse imelda ingrid irene
iris irina isabel isabella ivanka ivy jackie jacinda jacqueline jane janet janice janine jasmine jeanne jeanette
jenna jennifer jenny jessica jill jo-ann jo-renee joan joann joanna joanne jocelyn jodi josephine joyce juanita
judith judy
julia juliana julianne julie juliet june kaja kamala kamila karen karin karine karla kate katharine katherine kathleen
kathryn kathy katie katrina katy kayla kayleigh keisha kellyanne kelsey kerry-ann kimberly kirsten kirstjen kristen
kristi kristin kristina lara latoya laura lauren laurie leah leila lena leticia lily lillian linda
lindsay lisa liz
liza lizzie lois lola loretta lori lorraine louise lucia lucille lucy luisa lydia lynne mabel madeleine madeline
madonna mae maggie malala malkia mandy marcia margaret margarita margot maria mariana marianne marie marilyn
marina marine
marissa marjorie marlene marsha martha mary maryam matilda maureen maxine maya megan meghan melania melanie melinda
melissa mercedes meredith mia michelle mildred mimi miranda miriam moira molly mona monica muriel myra myrna nadia
nancy naomi natalia natalie natasha nicole nikki nina nora norma olena olga olivia ophelia oprah paige
pamela patricia
patsy patti patty paula pauline pearl peggy penelope penny phoebe phyllis priscilla priti rachel ramona rania raquel
rebecca regina rhonda rita roberta rosa rosalind rosalynn rose rosemary roxanne ruth sabrina sadie sally
samantha sandra sara sarah selena sharon sheila shelley sherry shirley sigrid silvia simone sofia sonia sonya
sophia sophie stacey stacy stella stephanie sue sunny susan susana susanna susannah suzanne svetlana sylvia
tabitha tamara
tammy tanya tara tatiana teresa tess thelma theresa tiffany tina tracy-ann tricia trish tulsi ursula valentina valerie
vanessa vera verona veronica vicki victoria viola violet virginia vivian viviane wanda wendy whitney wilma
winnie winona yolanda
yulia yvette yvonne zainab zoe
"""


def _groups() -> dict[str, frozenset[str]]:
    related: dict[str, set[str]] = {}
    for group in _SHORT.replace("\n", " | ").split("|"):
        names = group.split()
        for name in names:
            related.setdefault(name, set()).update(names)
    return {name: frozenset(group) for name, group in related.items()}


_RELATED = _groups()
_GENDER: dict[str, Gender] = {**dict.fromkeys(_MALE.split(), "male"), **dict.fromkeys(_FEMALE.split(), "female")}


def same_given(one: str, other: str) -> bool:
    """Whether two lower-case given names can be one person's: equal, an initial, or a short form ("bernie")."""
    if one == other or not one or not other:
        return True
    if len(one.rstrip(".")) == 1 or len(other.rstrip(".")) == 1:
        return one[0] == other[0]
    return other in _RELATED.get(one, ())


def gender_of_given(name: str) -> Gender | None:
    """The gender of most bearers of a given name, or None where the table does not know."""
    return _GENDER.get(name.lower())
