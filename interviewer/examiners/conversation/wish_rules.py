"""The table of wishes: what is typed into the answer to get something done, not to answer.

Each rule is matched against a whole text, or a whole clause of it, as `wishes.prepared` leaves it:
folded, without marks and politeness. What must not match are honest answers that come near.
"""

from interviewer.examiners.reading.named_rules import NamedRule

_ASK = (
    r"(?:(?:can|could|may|might|shall|should) (?:we|i|you)|let us|lets|let's|i want to|i would like to|i'd like to|"
    r"i would (?:rather|prefer to)|i'd (?:rather|prefer to)|i'll|i will|we can|do you mind if we|i think i(?:'d| had| should)?|"
    r"would it be (?:ok|okay|possible|all right) to|i need to|i should|i'd better|i had better) (?:better )?"
)
_IT = r"(?: (?:this|that|it|the|the rest|this next|that next)(?: (?:one|question|topic))?)?"
_SOME = r"(?:a|one|a few|some|another|two|a couple of) (?:more |little |short |quick )?(?:second|sec|seconds|secs|minute|minutes|min|mins|moment|moments|bit)"
_OF = r"(?: (?:about|of|on) (?:[\w'-]+ ){0,7}[\w'-]+)?"
_THINK = rf"(?: (?:to|and) (?:think{_OF}|breathe|collect (?:myself|my thoughts)))?(?: about (?:it|that|this))?"

SKIP = NamedRule(
    "skip",
    rf"/(?:skip|next|pass)(?: (?:this|that|it|one|question|now))*|(?:{_ASK})?(?:skip|pass)(?: on| over)?{_IT}(?: for now)?"
    rf"|(?:{_ASK}(?:move|go) on|move on)|(?:{_ASK})?(?:move|go) on to (?:the next|another)(?: one| question| topic)?|(?:{_ASK})?go to the next(?: one| question)?"
    rf"|(?:the )?next(?: one| question)?|i(?: will|'ll)? pass(?: on (?:this|that)(?: one)?)?|not this(?: one| question)?"
    rf"|(?:{_ASK})(?:do|have|take|get|try|give me|ask me) (?:a different|another)(?: question| one)?|(?:a different|another) question"
    r"|i(?: would|'d) (?:rather|prefer) not(?: to)? (?:answer|say|talk about)(?: (?:this|that|it)(?: one| question)?)?"
    r"|i(?: will|'ll) (?:come|get) back to (?:this|that|it)(?: one)?(?: later)?|(?:{0})?come back to (?:this|that|it)(?: one)? later"
    r"|i (?:do not|don't) want to (?:go into (?:the )?details?|talk about (?:this|that|it)|answer (?:this|that|it)(?: one| question)?)"
    r"|i(?:'d| would) (?:rather|prefer) not|it still hurts|(?:it's|it is|that's) (?:confidential|private|personal)|i(?:'d| would) (?:rather|prefer) not(?: to)? (?:say|tell|talk about) (?:what|who|when|where|how|why) (?:[\w'-]+ ){0,4}[\w'-]+|can we talk about something else|let me circle back (?:on|to) (?:this|that|it)|(?:let's|let us) park (?:this|that|it)|happy to take (?:this|that|it) offline|no comment|(?:let's|let us) (?:wrap (?:this|that|it)(?: one)? up|leave (?:this|that|it))|can we speed (?:this|it) up|enough (?:about that|said)|moving on|k next|i(?:'ll| will) reserve my answer(?: on (?:this|that|it))?|i plead the fifth|i give up(?: on (?:this|that|it)(?: one| question)?)?"
    r"|siguiente|je passe|weiter|n\u00e4chste frage".replace("{0}", _ASK),
    ("skip", "can we skip this one please", "Pass.", "let's move on", "next question", "I'll pass on this one", "next please", "nxt",
     "could we go on to the next question?", "/skip", "/skip please", "/next", "maybe I should skip it", "I'd rather not answer this.",
     "Can you give me a different question?", "let's do another one", "not this one please", "I'll come back to this later",
     "If you don't mind, I would prefer to skip this one.", "I give up on this one", "can we go to the next?", "plz skip this 1"),
    ("skip connections add the input to the output", "pass the gradient back", "move on to the test set", "passing",
     "next, split the data", "you pass it through a ReLU", "next token", "ok go on", "I'd rather not use accuracy", "another model",
     "I give up some training score", "skip the rare class", "not this class", "I would prefer to skip the layer"),
)  # fmt: skip
HINT = NamedRule(
    "hint",
    r"/(?:hint|tip|clue)(?: (?:now|here|\d))?|(?:(?:(?:can|could|may) (?:i|you)|i'd like to|i would like to|would it be (?:ok|okay|possible) to|is it (?:ok|possible) to) (?:have|get|give me|ask for) |"
    r"(?:give me|i need|i want|i(?:'d| would) (?:like|love)|do you have|is there|got) )?(?:a|an|another|one|one more|some|any|any more|the|the next|like an?)? ?"
    r"(?:(?:small|little|tiny|more|first|next) )*(?:hint|hints|clue|clues|nudge|pointer|pointers|tip|tips|direction)(?: here| before i (?:start|begin)| about (?:\w+ ){0,6}\w+)?"
    r"|(?:i(?:'m| am| feel) )?(?:completely |totally |a bit |really )?(?:stuck|lost)(?: here)?|my mind(?:'s| is| has| just)?(?: gone| went)? blank"
    r"|i(?:'ve| have)? (?:drawn?|drew|am drawing|'m drawing) a blank(?: here)?|i'm drawing a blank(?: here)?"
    r"|(?:can|could) (?:you help(?: me)?(?: out)?|i (?:get|have) (?:some |a little |a bit of )?help)(?: here| on (?:this|that|it)(?: one| question)?)?|(?:some )?help me(?: out)?(?: here)?|i need (?:some )?help(?: here)?"
    r"|(?:what|which one|which ones) (?:am i missing|have i missed|did i (?:miss|forget)|do i miss|is missing|else is missing)|what else (?:do you want(?: to hear)?|am i missing)",
    ("a hint?", "can I have a hint", "hint please", "could you give me a little hint?", "I'm stuck", "my mind's gone blank",
     "help me out here", "I need a clue", "/hint", "I'd like a hint before I start.", "a tip maybe?", "can you give me one more hint",
     "give me a clue about the deep net thing", "can I get some help on this one", "what am I missing?", "Which one am I missing?",
     "some direction please?", "gimme a hint", "cna i get a hnit", "any more hints?", "/hint now",
     "Would it be possible to have a small hint, if that isn't too much trouble?"),
    ("a hint of noise in the labels", "stuck in a local minimum", "help the model generalise", "I am stuck with 98% accuracy",
     "a missing value", "what is missing is NULL", "the direction of the gradient", "a clue word in the label"),
)  # fmt: skip
ANOTHER = NamedRule(
    "another hint",
    r"(?:and )?(?:another|one more|a further|the next)(?: one)?(?: hint)?|more|and\??|and (?:what )?else|go on",
    ("another one please", "and another?", "one more?", "more please"),
    ("another model", "one more fold", "more data", "and others"),
)
"""Only right after a hint."""
REPEAT = NamedRule(
    "repeat",
    rf"/(?:repeat|again|question)(?: (?:the question|it|that|this))?|(?:(?:can|could|would|will) you |would you mind |you can )?(?:repeat|repeating|say|read|ask|saying)(?: me)? ?(?:the question|that|it|this)?(?: (?:once )?(?:again|once more|one more time|more slow(?:ly)?|slower|slowly))?"
    r"|(?:once|one) (?:again|more time)|what (?:was|is|were|'s)(?: the| that| your)? question(?: again)?|what's the question(?: again)?|repeat the (?:ask|question)|what was (?:that|it)|come again|pardon(?: me)?|(?:say )?what was that(?: again)?|again"
    rf"|(?:{_ASK})(?:hear|see) (?:the question|that|it) again|wie bitte|noch einmal(?: bitte)?|where (?:were we|was i)"
    r"|(?:i'm |i am |we're )?(?:back(?: again| now)?|ready(?: now| again)?|here again)",
    ("could you repeat the question?", "say that again please", "what was the question again?", "come again?", "pardon?",
     "/repeat", "could you say that again?", "please you can repeat more slow?", "can u repeat teh question", "Wie bitte?",
     "Would you mind repeating the question, please?", "/repeat the question", "ok I'm back", "where were we?", "Okay, ready."),
    ("repeat the split k times", "say 98% are healthy", "again and again re-weight the samples", "repeat it for every fold",
     "back propagation", "ready the data", "back to the training set"),
)  # fmt: skip
MOMENT = NamedRule(
    "moment",
    rf"/(?:pause|wait|break)|(?:(?:can|could|may) (?:i|you|we) (?:have|get|take|give me|pause(?: for)?) |give me |gimme |i need |i(?:'d| would) like |just )?{_SOME}{_THINK}"
    rf"|(?:{_ASK})(?:pause|take a (?:short |quick )?(?:break|pause)|have a (?:break|pause)|think(?: about (?:it|that|this))?)(?: for {_SOME})?(?: here)?|i need a (?:short |quick )?(?:break|pause)"
    rf"|let me (?:think|see){_OF}(?: for {_SOME})?|(?:hold|hang) (?:on|up)(?: {_SOME})?|wait(?: {_SOME})?"
    r"|(?:i(?:'m| am) )?(?:still )?thinking(?: about (?:it|that|this))?|(?:that is an? |that's an? |this is an? )?(?:ha )?(?:good|great|tough|hard|tricky|interesting|nice) (?:question|one)|where (?:do|should) i (?:start|begin)|where to (?:start|begin)"
    r"|(?:can|could) you go (?:a (?:bit|little) )?slower|i(?:'d| would)? need to think(?: more)?(?: about (?:it|that|this))?|brb|be right back|back in a (?:second|sec|minute|moment)|(?:the )?(?:phone(?:'s| is) ringing|phone|door|doorbell)"
    r"|i(?:'ll| will)? (?:need|have|have to (?:take|make|get|answer)|want|must take|must answer) (?:a |an |the |this |some |my )?(?:coffee|tea|water|call|phone call|phone|meeting|drink|bathroom|toilet|door)(?: in \w+ minutes)?|back in \w+(?: minutes)?|the (?:baby|kids?|dog|cat|doorbell|neighbours?)|my (?:kid|baby|son|daughter|dog|cat|wife|husband|phone|boss)(?:'s| is)? (?:\w+ ){0,2}(?:up|crying|here|barking|calling|ringing)|\w{1,12} minutes|i(?:'d| would) (?:have|need) to think (?:more )?about (?:that|this|it)(?: one)?|(?:someone(?:'s| is)?|somebody(?:'s| is)?) at the door",
    ("give me a second", "let me think", "one moment please", "hold on", "could I have a minute to think about it?", "I'm still thinking",
     "good question", "hmm, wait", "Oh god okay. Um. Sorry, can I have a second?", "brb", "one sec, the door", "can we pause for a minute?",
     "I need a break", "sorry, someone's at the door", "phone's ringing, hold on please", "thinking...", "hmm let me think of examples",
     "Okay, give me a minute to think about how you'd get them different.", "/pause", "...",
     "Thank you, that is a great question. May I take a moment to collect my thoughts, please?"),
    ("wait until the validation loss stops falling", "hold out a test set", "a few seconds of latency", "let me think: you split into folds",
     "let me think of examples: flip, crop, rotate", "a moment of the distribution", "give me a minute: the folds keep the shares"),
)  # fmt: skip
STOP = NamedRule(
    "stop",
    rf"/(?:quit|stop|exit|end|done|bye)(?: (?:now|here|the interview))*|(?:{_ASK})?(?:stop|quit|end|finish|exit|leave|conclude)(?: (?:here|now|for today|for now|the interview|this interview|it here|it))*"
    r"|(?:that is|that's) (?:all|enough)(?: for (?:today|now))|(?:that is|that's) enough|i(?:'m| am) done (?:here|for today|with (?:this|the) interview)|(?:let's|let us) call it a day|gotta go|i have to go(?: now)?|gg|good night(?: then)?|bye|goodbye|ctrl[ -]?[cdzq]",
    ("quit", "can we stop here", "I want to end the interview", "/quit", "that's enough for today", "exit", "quit()", ":q", "exit()", "ctrl-z",
     "I think I'd better stop here", "Thank you very much for your time. I would like to conclude here, if that's alright with you."),
    ("stop training when validation loss rises", "end to end learning", "finish with a test set", "stop early", "q learning",
     "leave one out", "that's all", "I'm done", "stop it when the loss rises"),
)  # fmt: skip
HELP = NamedRule(
    "help",
    r"/[a-z?]{1,12}|/help(?: me)?|help|\?+|what (?:keys|commands)(?: are there| can i use| do i have)?|how (?:do|can) i (?:skip|stop|quit|submit|send|get a hint|pause|end|leave)(?: (?:this|it|the answer|an answer|the interview|a question))?"
    r"|what can i (?:type|do|say)(?: here)?|how does (?:this|it) work",
    ("/help", "help", "how do i skip?", "what can I type here?", "?", "/commands", "/hlep"),
    ("help the minority class", "how does it work: it splits the data", "what can I do: resample", "/etc/hosts", "/api returns a list"),
)  # fmt: skip
QUESTION = NamedRule(
    "question",
    r"(?:and |but |then |wait |before i (?:start|answer|begin|go on) )*(?:do you mean|did you mean|you mean|(?:do you|you) want me to|(?:can|could|may|should|shall|do|must|is it(?: all right| fine)? if) i (?:assume|also|take|choose|pick|tell|start|begin|use|talk|speak|go|explain|cover|include|give|mention|start|write|just|focus|need|have to|answer|restrict|limit)"
    r"|am i (?:allowed|supposed|expected|to)|are you (?:asking|talking|looking|interested|referring)|are we (?:talking|speaking|looking|dealing|assuming|allowed)|is (?:this|that|the question|your question) (?:about|for|meant|only|asking|in the context|a question)"
    r"|(?:can|could|would) you (?:please )?(?:explain|clarify|rephrase|reword|define|elaborate|be more specific|be more precise|give (?:me )?(?:an example|more (?:context|detail|details))|say what|tell me what you mean|narrow)"
    r"|what (?:exactly )?(?:do|did) you (?:mean|want|expect)|what (?:exactly )?is meant|what (?:kind|sort|type|level) of|how (?:detailed|deep|deeply|long|technical|much detail)|in (?:what|which) (?:context|sense|setting|domain|area)|for (?:what|which) (?:kind|type|sort|model|task|data)"
    r"|which (?:one|ones|of (?:them|those|these|the two)|kind|type|sort|(?:\w+ )?(?:dialect|database|dbms|engine|framework|library|version|language))|by (?:[\w'-]+ ){1,4}do you mean|do you want (?:a|an|the|me|to|some|it|formulas?|code|examples?|details?|numbers?)|how many (?:\w+ ){1,4}(?:do you want|should i|do i need)|(?:do|does|would|will) (?:[\w-]+ ){1,4}(?:count|be enough|go under|fall under|be included)|what counts as|is .{3,60} to be understood as|what (?:else )?(?:do|did|would) you (?:want|like)|would you like|what does the question mean|does (?:it|that|the question) (?:have to|need to|refer|concern|also))\b.*",
    ("do you mean per fold?", "can I assume balanced classes?", "Are we talking about classification?", "what do you mean by deal with it?",
     "could you rephrase that?",
     "are you asking about images?", "Does dropout count as one?", "Do you want formulas?",
     "By 'compare' do you mean in a WHERE clause?", "What counts as many?", "what would you like to hear?",
     "Can I take something from university?", "Would self-supervised go under unsupervised?",
     "Before I go on, do you want the story of the one that went wrong or the theory?"),
    ("is it when the classes are imbalanced?", "isn't it k-fold with equal class shares?", "what happens is that errors cancel",
     "which fold it lands in is decided per class", "which version wins is decided by the score",
     "should be done after splitting"),
)  # fmt: skip
"""Only where it is one question and nothing else: what states something as well is an answer."""
DONE = NamedRule(
    "has no more to say",
    r"(?:no|nope|nah|nothing|none|(?:that is|that's|this is)(?: all| it| everything| the story| my answer)?(?: (?:i have|i know|i can think of|i got|i remember|from me|what i know|it|all|i guess|for now|ig))*|all i (?:have|know|can think of)|nothing (?:to add|else|more|further|comes to me|else comes to me)(?: from me)?|i have nothing (?:to add|more|further|else)|i(?:'m| am) (?:done|finished)|done|no more|that completes it|(?:let's|let us) leave it there|i(?:'m| am) good|nah i(?:'m| am) good)(?: right now| for now)?",
    ("that's it", "Sorry, that's all I can think of right now.", "no", "Nothing to add.", "That's the story.", "done", "that's all from me", "thats all i got"),
    ("no overlap", "nothing is shared", "all I have is one split", "that is all of the weights"),
)  # fmt: skip
"""An answer still: it is graded. Only what is asked next is worded for it."""
KNOWS_NOTHING = NamedRule(
    "cannot say",
    r"(?:i(?:'m| am) )?(?:totally |completely |way )?(?:out of (?:my depth|ideas)|clueless)(?: here)?|i (?:can't|cannot|can not) (?:do this|think of (?:one|any|anything|it)|come up with (?:one|any|anything)|help you)|nothing comes to (?:mind|me)|i(?:'ve| have)? never (?:dealt with|done|used|needed|seen|met|worked with) (?:that|this|it|one)|never (?:dealt with|done|used|needed|seen|met) (?:that|this|it)|(?:still )?no (?:clue|idea)(?: (?:tbh|man|at all|lol))?|(?:no cap )?never heard of (?:it|that|this)|i(?:'m| am) not familiar with (?:it|that|this)(?: term)?|i have no words for (?:it|that|this)|don't know(?: tbh)?|beats me",
    ("I'm out of my depth here.", "I can't do this", "I can't think of one.", "Nothing comes to mind.", "Never dealt with that.", "dont konw", "Still no clue, sorry."),
    ("I can't think of one number that accuracy hides", "never used on the test set", "nothing comes to the fold"),
)  # fmt: skip
"""An answer still, which earns nothing and is followed by an easier question."""
ADDITION = NamedRule(
    "addition",
    r"(?:(?:oh|and|sorry|yes|ah|okay|ok|well|wait|actually)[ ,]+)*(?:also[,:] |in addition(?:, | to (?:that|what i said|my)\b)|one (?:more|other|further) (?:thing|point)\b"
    r"|(?:i|i'd|let me|i want to|i should(?: have)?|i would like to|i'd like to|i also|i still|to|if i may) (?:also |just |quickly |still )?(?:forgot|add(?:ed)? (?:to (?:my|that|what|the answer)|that|one|something)"
    r"|come back to my)\b|(?:i|i also) (?:should have|should|must|forgot to|wanted to) (?:also )?(?:said|say|mention(?:ed)?|add(?:ed)?)\b"
    r"|adding to (?:my|that|what i)\b|(?:as )?an addition to (?:my|that|what i)\b|(?:and )?what i forgot\b|/add )(?:.|\n)*",
    ("also, L1 gives sparse weights", "Oh, and one more thing: it is slower", "I forgot to mention that the folds keep the class shares",
     "to add to my answer: only for classification", "I should have said that the test set is held out", "let me add that it costs time",
     "in addition to what I said, the classes are balanced", "one more point - it is deterministic", "adding to my last answer, it is slow",
     "and also, it is used once", "/add it is used once"),
    ("also known as ridge regression", "adding noise to the inputs helps", "to add a penalty makes the weights small", "in addition the loss grows",
     "one more epoch overfits", "I would add dropout", "additional data helps"),
)  # fmt: skip
"""At a follow-up: these words belong to the answer before it."""
