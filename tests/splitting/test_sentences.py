"""Where sentences end."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.sentences import Counts, ends_of, load_documents, rule_holds
from claims.splitting.paragraphs import find_blocks
from claims.splitting.sentences import MAX_SENTENCE, cut_sentences, find_sentences

SHARED = Path(os.environ.get("SHARED", Path(__file__).resolve().parents[3] / "shared"))
GUM = SHARED / "data" / "attribution"
GOLDEN = SHARED / "data" / "sentences" / "english_golden_rules.json"


def cut(text):
    return [text[start:end] for start, end in cut_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The bridge is closed.", "Nobody was hurt."],
        ["Mr. Roe met Dr. Doe at St. Mary's.", "They talked."],
        ["John F. Roe was there."],
        ["The U.S. Navy sent two ships.", "They left."],
        ["He lives in the U.S.", "The family stays."],
        ["It cost $2.5 million.", "That is 3.2% more."],
        ["Is it closed?", "It is!", "Good."],
        ['"It is closed."', "He left."],
        ['"Is it closed?" she asked.'],
        ["He said the trip was at 5 p.m. on Monday."],
        ["See www.example.org for more.", "It is free."],
        ["It was... strange.", "Then it ended."],
        ["I thank my right hon. Friend.", "It costs Rs. 5 lakh."],
        ["Smith Inc. closed it.", "Roe & Co. did not."],
        ["It rained on Jan. 5 and on Feb. 7.", "Then it stopped."],
        ["The U.S. Senate voted 51-49 on Thursday.", "Sen. Mara Dole, R-Ariz., abstained."],
        ["She lives at No. 10 Harbour Street.", "Her brother is at No. 12."],
        ["Asked whether he would resign, he said no.", "Nobody believed him."],
        ["Shares of Norden Corp. fell 3.4% to $12.05 by 4 p.m. ET on Friday."],
        ["The ferry left at 6:15 a.m.", "Firefighters reached it an hour later."],
        ["The vote is at 5 p.m. Monday.", "Turnout was high."],
        ["By 11 p.m. Mr. Okafor had conceded."],
        ["He was born in St. Louis, Mo., in 1950.", "He moved to Ft. Worth, Texas."],
        ["The family lives in Joliet, Ill.", "Police have offered no motive."],
        ["The flight left Washington, D.C., on time."],
        ["“Are we safe?” asked the mayor of St. Ives.", "Nobody answered."],
        ["“Are we safe?” Mayor Anna Doe asked.", "Nobody answered."],
        ['"It is over!" Mr. Roe told reporters.', "He then left."],
        ['"Who did this?"', "Police have not said."],
        ['"We left.', 'They stayed," he said.'],
        ["“It’s a disgrace.", "Nobody told us,” said J. K. Marsh, who lives nearby."],
        ["He said: “We are ready.”", "The council disagreed."],
        ["He called it “the worst storm in 100 years.”", "Three people died."],
        ["(The figures exclude tourists.)", "The board will meet in May."],
        ["The board (which meets monthly) agreed.", "The mayor did not."],
        ["The minister (a former judge!) refused.", "So did her deputy."],
        ["The law passed in 2019.[1]", "It was amended twice.[2][3]", "A review is due."],
        ["World War II ended in 1945.", "Elizabeth II was 19."],
        ["King Charles III. was there, said the programme, and so was Pope John Paul II.", "They met in Rome."],
        ["The film stars Robert Downey Jr. and Sam L. Roe.", "It opens in Dec."],
        ["Dr. Jane Doe, Ph.D., and Lt. Col. Roe met Gov. Amy Poe.", "Nothing was decided."],
        ["The company, Acme Inc., was sold to Roe & Sons Ltd. in Jan. 2020.", "The price was not disclosed."],
        ["Acme Inc. Chief Executive Jane Roe resigned.", "Shares fell."],
        ["They bought it from Acme Inc.", "The deal closed in May."],
        ["Visit www.example.org/news.html or write to j.doe@example.co.uk.", "Calls cost 5p."],
        ["The file is at https://example.org/a.b?c=d.", "It has 2.5 million rows."],
        ["The startup Booking.Com Holdings grew.", "So did Node.js."],
        ["Well... I don't know.", "Maybe it was the wind."],
        ["He paused…", "The crowd waited."],
        ["“We were ... in the dark,” she said.", "Then the lights came on."],
        ["The U.N. Security Council meets today.", "The U.N. has said little."],
        ["Aid came from the U.K. and the E.U.", "It was not enough."],
        ["It was in the U.S.", "However, no charges followed."],
        ["The match ended 2-1.", "Roe scored in the 89th min. and Doe was sent off."],
        ["Final score: Rovers 3, United 2.", "Att: 12,304."],
        ["Sgt. 1st Class Tom Roe was killed.", "He was 31."],
        ["The measure (H.R. 3590) passed.", "The Senate bill, S. 1, did not."],
        ["See fig. 3 and p. 12 of the report.", "Sec. 4 was removed."],
        ["Prices rose 0.5 percent in Sept. and 1.2 percent in Oct.", "The bank expects more."],
        ["Hello!", "Is anyone there?", "Yes!"],
        ["What?!", "He can't be serious."],
        ["Yahoo! News reported it first.", "It was wrong."],
        ["The case, Roe v. Wade, was decided 7-2.", "It stood for 49 years."],
        ["Rovers vs. United was called off.", "Rain was to blame."],
        ["Patients lacked vitamin D.", "Doctors were surprised."],
        ["Sweden won Group F.", "Germany went home."],
        ["You and I.", "That was the title."],
        ["Neither did I.", "Nobody did."],
        ["The plan has three parts: a) tents; b) water; c) food.", "It costs $3m."],
        ["The plan is simple: cut costs.", "It may not work."],
        ["Mr. and Mrs. Roe flew to Mt. Isa.", "Their bags did not."],
        ["The bridge, built by J.P. Roe in the 1890s, fell at 3 a.m. on Sunday.", "Nobody was hurt."],
        ["iPhone sales fell 4 percent.", "iPad sales rose."],
        ["He left the E.U. summit early.", "Asked why, he said nothing."],
        ["“No,” he said.", "“Never.”", "He hung up."],
        ["“Go!” they shouted.", "“Go now!”", "And they went."],
        ["Maj. Gen. Roe said 1,200 soldiers (approx. 10%) were ill.", "He gave no details."],
        ["The EU's budget is €1.1tn.", "€300m is for roads."],
        ["About 20 people died.", "12 others were hurt."],
        ["It happened in the U.S. on Jan. 6, 2021, at 2:12 p.m. local time.", "Police were overrun."],
        ["The group.", "It has no name."],
        ["Roe (pictured, left) said: 'We will win.'", "They lost."],
        ["'This is ours.' he said, against all rules.", "The editor wept."],
        ["Who was it? she wondered.", "Nobody knew."],
        ["Is it 5 p.m.?", "No, it is six."],
        ["He works for the B.B.C. in London.", "She works for I.T.V."],
        ["Agents of the C.I.A. knew.", "Those of the F.B.I. did not."],
        ["“I came, etc. etc.,” he joked.", "Nobody laughed."],
        ["Nos. 1 and 2 are closed.", "No. 3 is open."],
        ["Lawyers for Trump Jr. declined to comment.", "His father did not."],
        ["It was signed by George W. Bush.", "It was not read."],
        ["T.S. Roe wrote it.", "W. H. Doe read it."],
        ["The suspect, identified as John R., 34, fled.", "Police found Maria K. in Ulm."],
        ["The suspect is named only as Peter S.", "The court meets today."],
        ["Temperatures hit 40.5 C.", "Roads melted."],
        ["“Stop the count!”", "That was the cry."],
        ["“Will he run?” is the question.", "Few know."],
        ["He asked: “Why?”", "“Because,” she said."],
        ["Roe, of the A.C.L.U., agreed.", "Doe, of the N.R.A., did not."],
        ["Rain fell in 2010.", "2011 was dry."],
        ["It cost about £5.", "The ticket, that is."],
        ["He scored in the 1st, 2nd and 3rd qtr.", "His team lost."],
        ["Mr Roe and Ms Doe met Dr Poe at St Mary's.", "They agreed."],
        ["“The data are clear,” said Prof. Doe.", "“We must act.”"],
        ['The mayor said the city\'s plan to re-open No. 4 Mill by Aug. 1 "is dead."', "Workers had hoped otherwise."],
        ["It is 3 miles from Main St.", "The school is nearer."],
        ["The office at 12 Elm Ave. was closed.", "So was 5th St. Station."],
        ["“Why now?” Roe, 34, asked in an interview.", "“Why not?” came the reply."],
        ["“Why now?”", "The mayor had no answer."],
        ["The drug, made by Roe et al. in 1999, failed."],
        ["He ran for the G.O.P. in 2016.", "The G.O.P. lost."],
        ["The company (NYSE: ABC.N) rose.", "Rivals fell."],
        ["Mr. Roe—who was 80—died.", "His wife survives him."],
        ["It began after World War I.", "Germany had lost."],
        [
            "The Dow Jones Industrial Average fell 1.2%, or 412.33 points, to 33,912.",
            "The S&P 500 lost 0.9%.",
            "Nasdaq Inc. shares rose.",
        ],
        [
            "Prime Minister J. R. Okoye-Smith met Gen. (ret.) Paul Roe at 10 Downing St. on Jan. 4.",
            "They spoke for 2 hrs. and left.",
        ],
        ["“I am not a crook.”", "That was what Nixon said."],
        ['"There is no evidence," Judge A. B. Roe wrote in U.S. v. Doe, No. 22-cv-1234.', '"None."'],
        ["The bill, S.B. 8, bans abortions after about six wks.", "Texas passed it in Sept. 2021."],
        ["Police arrested a man, 43, in connection with the fire at St. Mary's R.C. Church.", "He was later released."],
        ["Dr. Anthony Roe, M.D., of Johns Hopkins Univ. in Baltimore, Md., disagreed.", "“It's nonsense,” he said."],
        ["Sales rose to $1.2bn (£960m).", "That was 5 p.c. more than in 2019."],
        ["He was pronounced dead at 3:07 a.m.", "An autopsy is planned for Monday."],
        ["“Who is responsible?” asked Sen. Roe.", "“Nobody knows!”", "Then he sat down."],
        ["Is it true that Roe Inc. paid no tax?", "Yes, it is."],
        ['The council said: "We regret this.', 'It will not happen again."'],
        ["'I saw it,' he said.", "'It was huge.'"],
        ["Mr Justice Roe said he was “deeply troubled”.", "The case continues."],
        ["She told the B.B.C.'s Today programme that it was “over”.", "“Done.”", "“Finished.”"],
        ["The group, known as A.P.P.O., denied it.", "Its leader, Mr. X, could not be reached."],
        [
            "More than 1.5 million people fled to Chad, the U.N. said.",
            "UNHCR spokeswoman Olga S. Roe called it a catastrophe.",
        ],
        ["Mother-of-three Jane Roe, 34, of Elm Rd., Leeds, said: “I'm devastated.”", "Her son, 5, survived."],
        ["Apple's new phone, the iPhone 15, costs $799.", "macOS users will wait."],
        ["The comet was 4.6 billion years old, i.e. as old as the sun.", "That's old."],
        ['Asked if he\'d run again, Roe said "No."', "He then walked away."],
        ['She was asked "Why?" and said "Because."', "Nobody laughed."],
        ["The U.S.-led coalition hit 12 targets on Jan. 3-4.", "U.S. officials said no civilians died."],
        ["He is the son of the late Rev. Martin L. Roe Sr. and Mrs. Doe.", "He has two sisters."],
        ["The company's CEO, who earned £4.5m in 2022, left on Aug. 31.", "No successor was named."],
        ["Fire officials said the blaze began at about 2.30am.", "It was out by 5am."],
        ["Fire officials said the blaze began at about 2.30 a.m.", "It was out by 5 a.m. on Tuesday."],
        ["The report (p. 14) says otherwise.", "See also pp. 20-22."],
        ["The law (Art. 5, para. 2) forbids it.", "The court agreed."],
        ["Approx. 300 people came.", "Organisers expected 1,000."],
        ["“We're doing it for the kids!” exclaimed Roe.", "“And for us.”"],
        ["“We're doing it!” the coach of the U-21 team, Jane Doe, said.", "They won."],
        ["“What a day!” Prince Harry joked.", "The crowd cheered."],
        ["“What a day!”", "Prince Harry was not there."],
        ["Was it “murder”?", "Was it “suicide?”", "The jury will decide."],
        ["She won 52.4% to 47.6% (a margin of 12,345 votes).", "Turnout was 61%."],
        ["The bank said Q3 profits were up.", "Q4 will be worse, it said."],
        ["No.", "That was the answer."],
        ["The storm, a Cat. 4, hit Ft. Myers, Fla., at 3:05 p.m. ET.", "At least 100 died."],
        ["She said the plan was “dead on arrival.”", "“Dead,” she repeated."],
        ["Roe, who has Covid, said so in a tweet: “I feel fine... for now.”", "He is 78."],
        ["“It was...”", "She broke off."],
        ["He left Paris, Texas.", "He went to Rome, Ga.", "It was hot."],
        ["The M.P. for Leeds N.W., Mr. Roe, agreed.", "So did Lord Doe."],
        ["The spacecraft, Apollo 11, landed on July 20, 1969.", "Apollo 13 did not.", "Houston, we have a problem."],
        ["Russia's Gazprom PJSC cut flows by 40 pct.", "Germany called it a pretext."],
        ["The vote in Ky. was close.", "In Tenn. it was not."],
        ["Chapter 11.", "That is what it's called."],
        ["Unemployment fell to 3.5 percent in Feb.", "Economists had expected 3.7."],
        ["“You can't do that,” he said, “not here.”", "“Why not?”", "“Because.”"],
        ["The EU—and the U.K.—signed.", "The U.S. did not."],
        ["The show airs Mon.-Fri. at 9 p.m. on ABC.", "Tickets cost $20."],
        ["Roe, Doe & Co. LLP represents him.", "It declined to comment."],
        ["The vessel, the M.V. Roe, sank off Pt. Reyes.", "All 12 crew survived."],
        ["The 5 p.m. Eucharist was cancelled.", "The 7 p.m. one was not."],
        ["Mr. Roe, a former C.I.A. agent, lives in Washington, D.C.", "He is 70."],
        ["He studied at M.I.T. and Caltech.", "He never finished his Ph.D."],
        ["In the words of Roe: “Ask not...”", "The rest is history."],
        ["Tel. 020 7946 0000.", "E-mail: news@example.org."],
        ["Roe (Lab., Leeds) asked.", "Doe (Con.) replied."],
        ["The D.A.'s office said no.", "D.A. Jane Roe will not run."],
        ["At least 5 people—incl. 2 children—died.", "Others fled."],
        ["He voted “yea.”", "She voted “nay.”"],
        ["Why did he do it?", "“For the money,” he said, “what else?”", "She nodded."],
        ["What?", "How?", "Why?"],
        ["She will join Goldman Sachs Group Inc. on Monday.", "Goldman declined to comment."],
        ["Trump said “Sleepy Joe” was “a disaster!”", "Biden did not reply."],
        ["This was true in the 1980s.", "It is not true in the '20s."],
        ["It weighs 12 kg.", "The older one weighed 15 kg."],
        ["Rev. Dr. Martin L. Roe Jr. Boulevard is closed.", "Use Oak Ave. instead."],
        ["Witnesses heard “pop, pop, pop.”", "Then there was silence."],
        ["In 2005 S. Korea and N. Korea met.", "They met again in 2018."],
        ["The U.S. and E.U. agreed on Fri. that it's over.", "Markets rose."],
        ["“Yes,” said Roe, “I did.", "And I'd do it again.”"],
        ["The judge said (1) he lied; (2) he knew it.", "He denied both."],
        ["I'm with Mrs. T.", "You know who she is."],
        ["Roe told CNN's Wolf B. that he was out.", "“I'm done,” he said."],
        ["France won 3-0 (25-20, 25-18, 25-22).", "Brazil are out."],
        ["See nytimes.com.", "It has the story."],
        ["“This is not a drill.”", "The text was sent at 8:07 a.m. local time."],
        ["The suspect shouted “Allahu Akbar!” before he was shot.", "He died."],
        ["“Lock her up!” chants broke out.", "She smiled."],
        ["Roe, Jr., was there.", "Doe, Sr., was not."],
        ["The office is on Roe Pkwy. in Leeds.", "It is new."],
    ],
    ids=" ".join,
)
def test_it_ends_sentences_where_a_reader_does(sentences):
    assert cut(" ".join(sentences)) == sentences


def test_an_abbreviation_at_the_end_of_a_wrapped_line_is_one():
    text = "The council had been told by its mayor and by Mr.\nRoe on Monday that the bridge would be closed at 5\np.m."
    assert cut(text) == [text]


def test_a_quotation_of_several_sentences_is_cut_inside():
    assert cut('"We left. They stayed," he said.') == ['"We left.', 'They stayed," he said.']


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The bridge is closed.The road is open.", ["The bridge is closed.", "The road is open."]),
        ("It opened in 2010.The road is older.", ["It opened in 2010.", "The road is older."]),
        ("He left.“We stay,” she said.", ["He left.", "“We stay,” she said."]),
        ('"We left. " Then they came back.', ['"We left. "', "Then they came back."]),
        ("He left .  She stayed .", ["He left .", "She stayed ."]),
        ("It\xa0rained.\xa0The road\xa0flooded.", ["It\xa0rained.", "The road\xa0flooded."]),
        ("雨が降った。橋は閉鎖された。", ["雨が降った。", "橋は閉鎖された。"]),
        ("Write to Anna.Doe@example.org or see Example.Com/News.", None),
        ("The man is J.Smith and Mr.Smith has it.", None),
    ],
)
def test_white_space_where_it_should_not_be_or_is_missing(text, sentences):
    assert cut(text) == (sentences or [text])


@pytest.mark.parametrize(
    "items",
    [
        ["1) Bring water", "2) Stay inside", "3) Call nobody"],
        ["1. Bring water.", "2. Stay inside. It is safe."],
        ["(a) tents", "(b) blankets"],
        ["• Three people died", "• Roads are closed. Trains run."],
    ],
)
def test_a_list_in_one_line_is_cut_at_its_marks(items):
    found = cut(" ".join(items))
    assert found[0] == items[0]
    assert " ".join(found) == " ".join(items)
    assert all(any(sentence.startswith(item[:4]) for sentence in found) for item in items)


def test_a_figure_in_a_sentence_is_no_list_mark():
    assert cut("1. The team won by 3) no, by 4 goals.") == ["1. The team won by 3) no, by 4 goals."]


def test_a_sentence_takes_the_dateline_the_list_mark_and_the_label_that_open_it():
    assert cut("PARIS (AP) - It rained. It snowed.") == ["PARIS (AP) - It rained.", "It snowed."]
    assert cut("- It rained.\n- It snowed.") == ["- It rained.", "- It snowed."]
    assert cut("DOE: Did it rain?\nROE: No. It snowed.") == ["DOE: Did it rain?", "ROE: No.", "It snowed."]


def test_the_splitter_reads_its_sentences_without_them():
    text = "PARIS (AP) - It rained. It snowed."
    sentences = [text[sentence.start : sentence.end] for sentence in find_sentences(text, find_blocks(text))]
    assert sentences == ["It rained.", "It snowed."]


def test_no_sentence_is_longer_than_the_limit():
    text = "word " * MAX_SENTENCE
    assert max(len(sentence) for sentence in cut(text)) <= MAX_SENTENCE


def test_a_word_longer_than_the_limit_is_cut_and_kept_whole_in_sum():
    text = "a" * (3 * MAX_SENTENCE + 7)
    assert "".join(cut(text)) == text


PIECES = [
    "The U.S. ",
    "Mr. Roe ",
    "left. ",
    "left.",
    '"',
    "“",
    "”",
    "’",
    " ",
    "\n",
    "\r\n",
    "\x0c",
    "\xa0",
    "1. ",
    "2) ",
    "• ",
]
PIECES += [
    "- ",
    "SMITH: ",
    "Q: ",
    "PARIS (AP) - ",
    "May 7, 2015 ",
    "Image: AP.",
    "By Anna Doe\n",
    "... ",
    ". . . ",
    "?!",
    "[1]",
    "😀",
]
PIECES += ["e\u0301", "5 p.m. ", "(", ")", "\n\n", "。", "the\n", "a" * 30, "Anna Doe: "]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=80))
def test_sentences_cover_everything_but_white_space_and_never_overlap(text):
    spans = cut_sentences(text)
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert not text[last:start].strip("\ufeff\u200b\u2060 \n\r\t\x0b\x0c\x85\xa0") or text[last:start].isspace()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip("\ufeff\u200b\u2060 \n\r\t\x0b\x0c\x85\xa0") or text[last:].isspace()


@pytest.mark.skipif(not GOLDEN.exists(), reason="needs the shared data")
def test_the_golden_rules_hold():
    rules = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert sum(rule_holds(cut_sentences, rule) for rule in rules) >= 44


@pytest.mark.skipif(not GUM.exists(), reason="needs the shared data")
@pytest.mark.parametrize("gap", ["\n\n", "\n", "\r\n\r\n"], ids=repr)
def test_boundaries_of_annotated_news_are_found(gap):
    counts = Counts()
    for document in load_documents(GUM, gap):
        counts.add(ends_of(document, cut_sentences(document.text)), set(document.ends))
    assert counts.f1 >= 0.98
