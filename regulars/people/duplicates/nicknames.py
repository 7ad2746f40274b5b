"""Short names that are given names too: `Bob` may be `Robert`. Folded, as names are compared."""

_SETS = """
robert bob bobby rob robbie bert
william bill billy will willy liam
richard dick rick ricky rich
margaret maggie meg peggy greta rita
elizabeth liz lizzie beth betty eliza lisa elsie
katherine catherine kathryn kate katie kathy cathy kat
john jack johnny jon jonny
james jim jimmy jamie
thomas tom tommy tomas
michael mike mick mikey michel miguel
joseph joe joey jose pepe
charles charlie chuck carlos karl carl
edward ed eddie ted ned
daniel dan danny
david dave davy
anthony tony anton antonio
andrew andy drew andreas
alexander alex sandy sasha xander alejandro
alexandra alex sandra sasha
samuel sam sammy
samantha sam
matthew matt matteo mateo
christopher chris kit
christina christine chris tina kristina
nicholas nick nico klaus nicolas
patrick pat paddy
patricia pat patty trish tricia
jennifer jen jenny
jessica jess jessie
rebecca becky becca
susan sue susie suzanne
deborah debbie deb
barbara barb babs
victoria vicky tori
stephen steven steve stefan
benjamin ben benny
gregory greg
frederick fred freddie
francis frank frankie francisco paco franz
francesca fran frances
theodore theo ted
henry harry hank heinrich
harold harry hal
laurence lawrence larry lars
leonard leo len lenny
philip phil
peter pete pedro
ronald ron ronnie
raymond ray
kenneth ken kenny
gerald gerry jerry
jeffrey jeff geoff geoffrey
timothy tim
abigail abby gail
amanda mandy
angela angie
cynthia cindy
dorothy dot dottie dolly
eleanor ellie nell nora leonor
emily emma em
florence flo
gabriel gabe
gabriela gaby
isabella isabel bella izzy
jacqueline jackie
josephine josie jo
judith judy
madeleine maddie
pamela pam
philippa pippa
theresa tess tessa terry
valerie val
zachary zach zac
johannes hans jan johann
maria mary marie mia
anna ann anne annie hannah
"""
_GROUPS = [frozenset(line.split()) for line in _SETS.split("\n") if line]


def same_given_name(one: str, other: str) -> bool:
    return any(one in group and other in group for group in _GROUPS)
