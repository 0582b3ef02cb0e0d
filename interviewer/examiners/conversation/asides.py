"""Asides: what is said about the interview or oneself, and what an interviewer says to it.

A rule and its replies stand side by side. No reply says anything of a point, or of whether something
was right. `{asked}`, `{part}`, `{number}` and `{total}` stand for the question, for its first part, and for where one is.
Each rule is matched as those of `wish_rules` are.
"""

from dataclasses import dataclass
from typing import Literal

from interviewer.examiners.reading.named_rules import NamedRule

_NOT = r"(?:do not|don't|did not|didn't|not|can't|cannot)"
_LANGUAGE = r"(?:german|french|spanish|italian|portuguese|polish|dutch|russian|chinese|hindi|turkish|arabic|japanese|my (?:own |native )?language|another language)"


@dataclass(frozen=True)
class Aside:
    """What is recognised by one rule, and the wordings it is answered by."""

    rule: NamedRule
    replies: tuple[str, ...]
    about: Literal["question", "repeat", "moment", "help"] = "help"


START = Aside(
    NamedRule(
        "where to start",
        r"(?:can|may|could|should|shall|is it(?: fine| all right)? if) i (?:start|begin) (?:with|by|from|at) (?:[\w'-]+ ){0,8}[\w'-]+",
        ("Is it okay if I start with the training set?", "should I begin with the definition?"),
        ("I start with the training set", "I should start with a plan"),
    ),
    ("Start where you like.", "By all means. The order is yours."),
    "question",
)  # fmt: skip
SCOPE = Aside(
    NamedRule(
        "whether something belongs to it",
        r"(?:should|shall|may|can|could|do|must) i (?:need to |have to |also )*(?:mention|cover|include|talk about|explain|go into|discuss) (?:[\w'-]+ ){0,8}[\w'-]+",
        ("Should I also mention semi-joins?", "do I need to cover metrics?", "should I also cover metrics?"),
        ("I should mention recall", "I also include noise"),
    ),
    ("Mention it if you think that it belongs to the answer.", "If it matters to your answer, yes; else leave it."),
    "question",
)  # fmt: skip
LENGTH = Aside(
    NamedRule(
        "how long an answer",
        r"how (?:(?:detailed|deep|deeply|long|technical|short|much detail|much)(?: (?:should|shall|must|do|does|may|can|is) (?:i|you|it|the answer|my answer)(?: [\w'-]+){0,4})?|many (?:[\w-]+ ){1,3}(?:do you want|should i \w+|do i need)(?: [\w'-]+){0,3})",
        ("How detailed should I be?", "How many techniques do you want?", "how long should the answer be?"),
        ("how many samples I need", "how long it trains"),
    ),
    ("As much as you would say in two minutes.", "What matters most, in a few sentences. You can go deeper where you know more."),
    "question",
)  # fmt: skip
PRODUCT = Aside(
    NamedRule(
        "which product",
        r"(?:and )?(?:(?:in|for|with|on) )?(?:which|what) (?:[\w+#]+ )?(?:dialect|database|dbms|engine|framework|library|version|language|product|tool)",
        ("Which SQL dialect?", "which database?", "in which language?"),
        ("which version wins", "what language models learn"),
    ),
    ("The one that you know best. Say which it is.",),
    "question",
)  # fmt: skip
KNOWS_SOME = Aside(
    NamedRule(
        "knows some of it",
        r"i only know (?:one|two|three|some|a few|a little|a bit|the first|part)(?: (?:of (?:them|it|those|that)|one))?",
        ("I only know two of them, is that ok?", "I only know a few"),
        ("I only know two of them, L1 and L2", "I only know dropout"),
    ),
    ("That is fine. Tell me about what you know.",),
    "question",
)  # fmt: skip
ASSUMES = Aside(
    NamedRule(
        "states what it takes for granted",
        r"i(?:'ll| will)? assume (?:that )?you mean (?:[\w'-]+ ){0,6}[\w'-]+",
        ("I assume you mean standard SQL; is that correct?",),
        ("I assume you mean that folds keep the shares, so each fold is a miniature", "I assume the errors differ"),
    ),
    ("Assume it, and say so in your answer.",),
    "question",
)  # fmt: skip
UNCLEAR = Aside(
    NamedRule(
        "unclear",
        rf"(?:i )?(?:still |really )*{_NOT} (?:really |quite )?(?:understand|get|follow)(?: (?:the|this|that|your|you|it|question|quite|really|what you(?:'re| are| mean| want)?|asking|what that means|what's meant))*(?: explain)?"
        r"|what do you mean|(?:i )?(?:did |do )?not (?:understood|understand) (?:the )?(?:word |question )?[\w-]+|i(?:'d| would)? need more (?:context|information|details?)(?: to answer(?: (?:that|this|it))?)?|(?:can|could|would) you (?:write|say|put|ask|explain) (?:it|that|this) (?:more|in) [\w-]+(?: \w+)?|(?:wait )?what|huh|explain(?: (?:it|that|the question))?|it(?:'s| is) not clear(?: to me)?|(?:can|could|would) you (?:put|say|phrase|word) (?:that|it|the question) (?:differently|another way|in (?:a simpler|another|other|simpler|different) (?:way|words))"
        r"|(?:in )?(?:other|simpler) words|no entiendo(?: la pregunta)?|ich verstehe(?: die frage)? nicht|je ne comprends pas",
        ("I don't understand", "I don't really get what you're asking", "wait what", "huh?", "wdym", "waht do you mean?", "i dont understand",
         "I not understand the question, please explain.", "could you say that differently?", "No entiendo la pregunta",
         "Sorry, could you maybe say that in a simpler way?"),
        ("it doesn't get the rare class", "the model does not understand the question", "what you hold out", "you don't get leakage"),
    ),
    (
        "One thing at a time. Begin with this: {part}",
        "Then take only a part of it: {part} A rough answer is a start.",
        "Say what comes to mind first, even if it is a guess: {part}",
    ),
    "question",
)  # fmt: skip
MEANING = Aside(
    NamedRule(
        "what a word means",
        r"what (?:even )?(?:means|does|do|is(?: the)? meaning of|is meant by|is|'s) (?!it\b|this\b|that\b|left\b)(?:the word |an? )?'?[\w-]+'?(?: [\w-]+)?(?: mean)?(?: in this context)?|what's (?:an? )?[\w-]+",
        ("What means stratified?", "What is meaning of 'boss'?", "what does per fold mean?", "what is meant by leakage?"),
        ("what means the folds keep their shares", "what a model does", "what is left is the test set", "what does the work is sharing"),
    ),
    (
        "Take it in the sense in which you have met it, and say which that is.",
        "Say what you take it to mean, even roughly, and go on from there.",
    ),
    "question",
)  # fmt: skip
EXAMPLE = Aside(
    NamedRule(
        "wants an example",
        r"(?:(?:can|could|would) you )?(?:give|show|tell) me an example|for example|for instance|such as|like what|(?:do you have )?an example",
        ("Can you give me an example?", "For example?", "Such as?", "like what?"),
        ("for example dropout", "an example of it is Go", "give me an example and I overfit it"),
    ),
    (
        "An example from me would say too much. Choose a small one of your own.",
        "Take one that you know yourself; however small, it will do.",
    ),
    "question",
)  # fmt: skip
PROGRESS = Aside(
    NamedRule(
        "how far, how long",
        r"how (?:many|much)(?: more)?(?: questions)?(?: are| is)?(?: there| left| to go| to come| still)+|how many questions(?: are there| will there be| do you have)?|how (?:far|long) (?:is|are|does|do|will)(?: \w+){1,4}"
        r"|how much (?:time|longer)(?: do i have| is| have i)?(?: left| there)?|(?:which|what) question (?:is this|are we (?:at|on))|are we (?:nearly|almost) (?:done|there)|how many more|is there a time limit|(?:is it|it is|are we) (?:finish|finished|over|done)(?: now)?",
        ("How many questions are there?", "how long does this take?", "how much time do I have left?", "how many are left?"),
        ("how many samples are there per class", "how long training takes", "how far the fold is from the whole"),
    ),
    ("This is question {number} of {total}. Take the time you need; no answer is cut off.",
     "We are at question {number} of {total}. There is no hurry."),
)  # fmt: skip
VERDICT = Aside(
    NamedRule(
        "asks for the verdict",
        r"(?:warmer or colder|did i do(?: (?:well|fine|right))?|have i understood (?:the question|it)(?: correctly)?|is it bad if i (?:don't|do not) know (?:it|that|the rest|everything))|(?:am i|was i) (?:close|right|wrong|on the right track|correct|warm)|(?:is|was) (?:that|it|this)(?: (?:right|correct|wrong|good|enough|fine|all right|what you (?:wanted|meant|were after)))?|(?:or )?is it the other way (?:round|around)|how (?:am i doing|did i do|is it going)(?: far)?"
        r"|(?:can|could|may) i see my (?:score|grade|points|result)(?: now)?|what(?:'s| is| was) (?:the|my) (?:score|grade)(?: of \w+ \w+ \w+)?|(?:did|does) (?:that|it) (?:count|resonate|help|make sense|answer (?:it|your question|the question))",
        ("Am I close?", "was that right?", "How am I doing so far?", "Can I see my score now?", "what was the score of my last answer?",
         "Is that right?", "Was that okay?"),
        ("is it right when the folds differ", "was that fold scored", "the score of my last model", "that is right of the threshold"),
    ),
    ("That comes with the verdict, not before. Add to your answer if you like.",
     "I keep right and wrong for the verdict. What would you add?"),
)  # fmt: skip
ANSWER_WANTED = Aside(
    NamedRule(
        "asks for the answer",
        r"(?:just )?(?:what (?:does|is in) the rubric(?: say)?|(?:which|what) (?:keywords|words) do you (?:look for|want)|(?:repeat|say|show) the (?:model )?answer|what would (?:a|the) perfect answer be|what is it)|(?:just )?(?:(?:can|could|will) you )?(?:tell|give|show) me the (?:right |correct |model )?(?:answer|solution)|what(?:'s| is| would be) the (?:right |correct |model )?(?:answer|solution)|and what would you say",
        ("just tell me the answer", "Can you tell me the right answer?", "what is the correct answer?", "And what would you say?"),
        ("what is the answer of the ensemble", "the right answer is a vote"),
    ),
    ("The model answer is in the report. Until then there are hints, if you want one.",
     "You will find it in the report. Say what you have, or ask for a hint."),
)  # fmt: skip
RULES_OF_PLAY = Aside(
    NamedRule(
        "whether something is allowed",
        r"(?:can|may|could|am i allowed to|is it (?:ok|okay|allowed|all right) (?:to|if i)) (?:i )?(?:look (?:it|this|that|things|something|stuff) up|google(?: it| this| that)?|use (?:google|chatgpt|a calculator|my notes|the internet|an ai)|phone a friend|ask (?:a friend|somebody))",
        ("Can I look things up?", "can i google it", "may I use my notes?", "Can I phone a friend?"),
        ("I look it up in the index", "can I use the test set"),
    ),
    ("It is your practice, so that is for you to decide. What you can say without it is worth more.",),
)  # fmt: skip
CODE = Aside(
    NamedRule(
        "whether code will do",
        r"(?:can|may|could|should|shall) i (?:paste|write|show|give|type)(?: (?:some|you|a|in|the|it))*(?: (?:code|snippet|python|sql|pseudocode|pseudo code|query))(?: here| instead)?",
        ("can I paste code here?", "may I write some SQL?", "should I show you a snippet"),
        ("I paste code", "write code that splits"),
    ),
    ("Code is fine. Say in a sentence what it does: I go by what is said.",),
    "question",
)  # fmt: skip
DRAW = Aside(
    NamedRule(
        "whether one may draw",
        r"(?:can|may|could|should) i (?:draw|sketch|attach|upload|show you)(?: (?:a|an|it|you|something|the|that))*(?: (?:diagram|picture|sketch|graph|image|file|screenshot|table))?(?: here)?",
        ("Can I draw a diagram?", "may I sketch it?"),
        ("I draw a sample with replacement", "can I draw samples from both classes"),
    ),
    ("Only words arrive here. Describe what you would draw.",),
    "question",
)  # fmt: skip
LANGUAGE = Aside(
    NamedRule(
        "which language",
        rf"(?:(?:can|may|could) i |i want to |i prefer to )?(?:(?:say|answer|speak|do|write|explain|talk)(?: (?:it|this|that))? )?in {_LANGUAGE}"
        r"|kann ich(?: auch)? (?:auf )?deutsch(?: antworten| reden| sprechen)?|puedo (?:responder|contestar|hablar)(?: en espa\u00f1ol)?|je peux r\u00e9pondre en fran\u00e7ais"
        r"|my english (?:is|was)(?: \w+){1,3}|i (?:do not|don't) know how to say(?: it| that| this)?(?: in english)?|how do you say(?: it| that)?(?: in english)?|i (?:do not|don't) know the word",
        ("Can I say it in german?", "Kann ich auf Deutsch antworten?", "Sorry my english is not so good.", "I don't know how to say it in english."),
        ("in German each noun has a gender", "english is one class", "I don't know the word for it but each fold keeps its shares"),
    ),
    ("Please try it in English. Simple words will do; I do not mind mistakes.",
     "Say it in English as it comes, in short sentences. Nobody counts mistakes of grammar."),
)  # fmt: skip
FREE = Aside(
    NamedRule(
        "whether one has to",
        r"(?:do|must) i (?:really )?(?:have to |need to )?(?:answer|know|do|say)(?: (?:this|that|it|everything|all of it))?(?: one)?|is (?:this|that|it) (?:necessary|mandatory|required|compulsory)",
        ("Do I have to answer this?", "do I need to know this?"),
        ("do I answer by a vote", "it is necessary"),
    ),
    ('You need not. Say "skip" and we go on to the next one.',),
)  # fmt: skip
PRIVACY = Aside(
    NamedRule(
        "who reads it",
        r"is (?:this|that|it|everything) (?:being )?(?:recorded|stored|saved|kept|private)|(?:what happens|what do you do) (?:with|to) (?:my|the) answers?|who (?:sees|reads|can see|will see)(?: \w+){1,3}|where (?:do|are) my answers(?: \w+){1,2}",
        ("Is this being recorded?", "What happens with my answers?", "who sees this?"),
        ("what happens to the answers of the members", "is it stored in the index"),
    ),
    ("Your answers are kept on this machine, for your report. Where a model grades, its server reads them as well.",),
)  # fmt: skip
WHO = Aside(
    NamedRule(
        "who asks",
        r"(?:are|r) you (?:a |an )?(?:human|ai|bot|robot|machine|person|real|real person|program|chatgpt)|who are you|what are you|(?:you are|you're) (?:just )?(?:a|an) (?:bot|ai|robot|machine|program)(?: anyway)?|what(?:'s| is) your name",
        ("are you an AI?", "who are you?", "are you human?", "you're a bot anyway"),
        ("you are an agent in an environment", "what are you training"),
    ),
    ("I am a program that plays the interviewer. You may talk to me as you would to one.",),
)  # fmt: skip
CREDIT = Aside(
    NamedRule(
        "how it is graded",
        r"(?:is|do i get|is there|do you give) partial (?:credit|marks|points)(?: given)?|how (?:is|are) (?:this|it|that|my answers?) (?:graded|scored|marked)|how do you (?:grade|score)(?: (?:this|it|that|me))?",
        ("Is partial credit given?", "how is this graded?", "how do you score it"),
        ("partial credit is given to the rare class", "how it is scored: by recall"),
    ),
    ("Every point counts by itself, by your own words. So say what you have.",),
)  # fmt: skip
EARLIER = Aside(
    NamedRule(
        "wants an earlier question",
        r"(?:can|could|may) (?:i|we) (?:go back|return|get back)(?: to (?:the|my) (?:previous|last|first|earlier|other)(?: question| one| answer)?)?|(?:can|could|may) i (?:add|change|say) (?:something|anything|more|one thing) (?:to|about|on|in) (?:the|my) (?:previous|last|first|earlier)(?: question| one| answer)?"
        r"|is it too late to (?:correct|change|fix|add to) (?:my|the) (?:first|last|previous|earlier) (?:answer|question|one)",
        ("Can I go back to the previous question?", "Can I add something to the previous question?", "Is it too late to correct my first answer?"),
        ("go back to the previous weights", "the last answer is a vote"),
    ),
    ("To the question that waits you can add what you like, and your last word counts. The ones before it are closed.",),
)  # fmt: skip
CORRECTION = Aside(
    NamedRule(
        "takes back",
        r"(?:wait )?(?:i want to|i'd like to|i would like to|can i|may i|could i|let me) (?:change|correct|revise|redo|rephrase|take back|start|try|retry|say)(?: (?:my|the|that|it|this|previous|last|first|answer|over|again|from the beginning|differently))*|(?:i )?take (?:that|it) back|(?:forget|scratch|ignore|strike) (?:what i (?:just )?said|that|it|my last answer)(?: can i start (?:over|again))?|start(?:ing)? over",
        ("Actually, forget what I said, can I start over?", "Wait, I want to change my previous answer.", "I take that back.", "Let me rephrase that.", "scratch that"),
        ("ignore that class", "start over with other weights", "let me correct that: the shares are kept", "change the weights"),
    ),
    ("Go ahead. Say it the way you want it to stand.", "By all means: your last word counts. How would you put it?"),
    "moment",
)  # fmt: skip
SAID_ALREADY = Aside(
    NamedRule(
        "has said it already",
        r"(?:but |ffs |and )*(?:i(?:'ve| have)?(?: just| already)? (?:said|told|answered|explained|mentioned|covered)(?: (?:that|this|it|you|so|all|everything|above))*(?: already| before| earlier)?|i(?:'ve| have) said so|(?:that's|that is|this is|it's)(?: exactly| just)? (?:what i (?:just )?said|the same question)(?: again| before)?|same question(?: again)?|we (?:just |already )?covered (?:this|that)(?: already)?|asked and answered|(?:no )?i(?:'ll| will) (?:stay|stick) with (?:it|that|my answer|what i said)|i(?:'m| am) (?:absolutely|quite|totally|completely|very) (?:certain|sure)|are you (?:even )?listening|(?:you )?asked (?:me )?(?:that|this) already|you already asked(?: me)?(?: (?:that|this))?)",
        ("I already said that.", "I've answered that.", "But that is exactly what I said.", "That's the same question again.", "Are you even listening?", "ffs I told you already"),
        ("as I said the folds keep their shares", "I said that errors cancel", "it is the same class"),
    ),
    (
        'What you have said counts already. If there is more, add it; if not, say "skip".',
        'Nothing needs to be said twice. Is there something new that you would add? Else "skip" goes on.',
        'All your words to this question are read together. Say "skip" where you have no more.',
    ),
    "moment",
)  # fmt: skip
OBJECTION = Aside(
    NamedRule(
        "objects",
        r"(?:i(?:'d| would) push back on that|i beg to differ|agree to disagree|convince me(?: otherwise)?|says who|(?:that|this|it) (?:doesn't|does not) follow|is (?:that|this) really what you ask people|why do you keep asking(?: about (?:[\w'-]+ ){0,3}[\w'-]+)?|what(?:'s| is) your point|what are you getting at|(?:that|this) question is leading|(?:that's|that is) a hypothetical|objection)|i (?:disagree|object)(?: (?:with|to) (?:that|this|it|you|the (?:premise|question|wording))(?: of (?:that|this|it))?)?|(?:that's|that is|this is|it's)(?: not an?| an) (?:unfair|fair) (?:question|one)|why (?:would|does|should) (?:that|it|this) matter|why (?:do you ask|are you asking(?: (?:me )?this)?)|you(?:'re| are) wrong|that depends|it depends|(?:is (?:this|that|it) )a trick question|this makes no sense",
        ("I disagree with the premise of that.", "Why would that matter?", "That's not a fair question.", "Is this a trick question?", "It depends."),
        ("I disagree: a random split is fine if n is large", "it depends on the class shares", "why it matters is the rare class"),
    ),
    (
        "Then tell me how you see it, and what speaks for it.",
        "Say what you would put in its place, and why. That is an answer too.",
        "There is no trick in it. How do you look at it?",
    ),
    "moment",
)  # fmt: skip
NERVES = Aside(
    NamedRule(
        "is nervous",
        r"(?:wait )?(?:i'm )?(?:typing on (?:my |the )?phone|autocorrect)|it's (?:been )?(?:\w+ years|a (?:long )?while|ages|hard to talk about)(?: since i did (?:this|that|it))?|(?:i'm|i am|im|i feel)(?: just| really| so| very| a bit| a little| too| quite)* (?:nervous|anxious|stressed|embarrassed|ashamed|tired|rambling|confused|overwhelmed|panicking|scared|exhausted|bad at this)(?: (?:now|here|today|right now))?"
        r"|(?:i )?(?:just )?blanked|i had (?:it|more|something)(?: but it's gone| but it is gone)?|(?:it's|it is) gone|i knew (?:this|that|it)(?: yesterday| once| before)?|i lost (?:my|the) (?:train of thought|thread)|bruh|i(?:'m| am) not sure (?:if |whether )?i should (?:guess|say|try)|my hands are shaking|sorry for being (?:slow|late|nervous)|for being (?:slow|late|nervous)|(?:gosh )?this is my first (?:interview|time)(?: ever)?|i remember reading about (?:this|that|it)|rip my brain|im cooked|i(?:'m| am) cooked|i (?:don't|do not) want to say (?:something|anything) wrong|long day|oh (?:no|god|dear)",
        ("sorry I'm really nervous", "I'm sorry, I blanked. I knew this.", "I'm sorry, I knew this yesterday", "Sorry, I'm rambling."),
        ("I knew the shares", "it is gone from the fold", "I'm tired of accuracy"),
    ),
    (
        "That happens to everybody. Take a breath; half a sentence is a start.",
        "Don't worry. Begin with any part of it; the rest often comes by itself.",
        "No harm done. There is time, and you can ask for a hint.",
    ),
    "moment",
)  # fmt: skip
FRUSTRATION = Aside(
    NamedRule(
        "is annoyed",
        r"(?:this|that|it)(?:'s| is)(?: so| just| all)* (?:stupid|pointless|dumb|ridiculous|silly|boring|nonsense|bullshit|useless|annoying)|who cares|screw (?:this|that|it|you)|shut up|ffs|wtf|f\w* (?:this|off|you)|i hate this|come on|whatever",
        ("This is stupid.", "who cares", "screw this", "shut up", "whatever", "ffs"),
        ("this is stupidly simple", "it is pointless to test on train", "whatever the class"),
    ),
    (
        'Fair enough. You can stay with it, or say "skip", or "stop".',
        'We can leave this one: say "skip". Or "stop" to end here.',
        'Understood. Is there a part of it that you would like to answer? If not, say "skip".',
    ),
    "moment",
)  # fmt: skip
LAUGHTER = Aside(
    NamedRule(
        "jokes",
        r"(?:(?:ha){2,}h?|(?:he){2,}|lol|lmao|rofl|knock knock|just kidding|jk|kidding)(?: (?:lol|just kidding|jk|haha))*",
        ("haha", "lol", "knock knock", "just kidding"),
        ("kidding around with folds", "{x}", "he"),
    ),
    ("The question is still there. What do you say to it?", "I will laugh afterwards. And now in earnest?"),
    "moment",
)  # fmt: skip

GREETING = Aside(
    NamedRule(
        "greets",
        r"(?:hello|hi|hey|yo|sup|good (?:morning|afternoon|evening|day)|how are you(?: doing)?(?: today)?|and how are you(?: today)?|nice to meet you|i(?:'m| am) from [\w-]+)(?: there)?",
        ("Good evening!", "yo", "And how are you today?", "Hello, I am from Brazil."),
        ("good day pictures and night pictures", "hi-res images"),
    ),
    ("Good to have you here. Begin whenever you like.", "Hello. Take the question as it comes."),
    "moment",
)  # fmt: skip
TALK = Aside(
    NamedRule("talks about the talk", r"(?!)", (), ()),
    (
        'Let us stay with the question: {part} You can also say "hint" or "skip".',
        "Here is what I would like to hear about: {part}",
        "Any way you can put it will do. I asked: {part}",
    ),
    "help",
)
"""Recognised by `small_talk`, not by its pattern."""
ASIDES = (
    GREETING, START, SCOPE, LENGTH, PRODUCT, KNOWS_SOME, ASSUMES,
    UNCLEAR, MEANING, EXAMPLE, PROGRESS, VERDICT, ANSWER_WANTED, RULES_OF_PLAY, CODE, DRAW, LANGUAGE, FREE, PRIVACY, WHO,
    CREDIT, EARLIER, CORRECTION, SAID_ALREADY, OBJECTION, NERVES, FRUSTRATION, LAUGHTER, TALK,
)  # fmt: skip
"""In the order they are tried."""
