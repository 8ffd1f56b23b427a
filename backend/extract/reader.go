package extract

import (
	"strings"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// Read reads text, published on the given day ("" where unknown).
func (x *Lexicon) Read(text string, published ledger.Date) *Reading {
	r := &reader{x: x, published: published}
	if published != "" {
		r.ref = published.Time()
	}
	r.t = zh.New(text, x.startsLine)
	r.s = r.t.S
	r.paint = make([]byte, len(r.s))
	r.out = &Reading{Articles: []ledger.Article{}, Findings: []Finding{}, Chars: r.t.Chars, source: text}
	for i, a := range r.outline() {
		r.index = i
		r.read(&a)
	}
	r.tidy()
	return r.out
}

// startsLine tells which lines begin something: by-lines, labels.
func (x *Lexicon) startsLine(line string) bool {
	if x.bylines.prefix(line) > 0 || doubled(line) {
		return true
	}
	n, _ := x.labels.longest(line)
	n += countLen(line[n:])
	return n > 0 && (strings.HasPrefix(line[n:], "：") || strings.HasPrefix(line[n:], ":"))
}

// reader is one reading under way: the text, what has been found, and what the words before bring to the words that follow.
type reader struct {
	x         *Lexicon
	t         *zh.Text
	s         string
	published ledger.Date
	ref       time.Time
	out       *Reading
	found     []found
	parsed    [256]remembered
	paint     []byte // the role of each byte of s

	index    int
	art      *article
	speakers map[string]bool // units that spoke, from 「…依次发言」
	local    *trie[string]   // their names, for units that no register and no pattern knows

	section           section
	paraFound, given  int      // how many findings there were before the paragraph, and before the last label that says who is responsible
	turnPara          int      // the paragraph in which a sentence opened the turn
	turned            int      // how many paragraphs of the article have begun a unit's turn
	inTurns           bool     // paragraph after paragraph of the article begins with another unit
	sited             bool     // the head of the item is a place with its unit in brackets
	duty              duty     // who is responsible for what the next label asks for
	itemUnits         []string // whom the paragraph's item is about, where its head says so
	inItem            bool     // the paragraph is an item of a list
	saidLevel         int      // how deep the item stands at whose end the voice began, 0 where it began with it
	level, askedLevel int      // how deep the mark of the paragraph stands in a list, and of the one in which something was announced
	asked             section  // what a lead-in sentence announces: 主要存在以下问题：
	saidItself        bool     // and says it in its own paragraph: 亮短板：①….
	askedIn           int      // the paragraph in which it did, or the last list item under it
	turn              []string
	headTurn          bool // the turn was opened by a heading: it lasts until the next
	headLevel         int  // how deep that heading stands
	headUnder         int  // how deep the heading stands of the section that the turn began in, 0 for none
	probed            bool // the turn is of a place that an inspection called at without notice: what is told there is no praise
	nested            bool // the section's heading parts what is said of that unit

	sectionLevel int
	sectionMark  string // the mark before that heading
	voice        voice
	person       string // who was named last
	reviewer     string // who reviews the units' work: what is asked of a unit in its turn comes from there
	said         int    // the paragraph in which the voice began
	para         int
	begun        bool                // a sentence of the article has been read
	seen         int                 // where the paragraph ends that is being read: who people are is not told by what comes later
	latest       []string            // the unit that was named last
	lead         []string            // who the running order is addressed to
	tasking      bool                // an earlier clause of this sentence was an order
	strong       string              // the theme that a head has set
	ranTheme     string              // the theme of the order before, of the same paragraph and for the same units
	rowTheme     prior               // the theme of a table's row
	talkTheme    string              // what a lead-in says that the talk is about
	floors       map[string][]string // for whom each speaker of the article has spoken
	wanted       map[string]string   // the theme of what was last found wanting in a unit
	titleTheme   string              // what the article's title is about
	baseTheme    string              // what the section is about, where an item's heading says for a while what the item is about
	// topicTheme is what the section's heading or the article's title is about.
	topicTheme   string
	districtTold string   // 全县, where the paragraph speaks of it
	whole        []string // the district whose figures the paragraph tells: 全县
	rankKind     section  // what the list of units tells that a line has announced, 后三位：
	rankedIn     int      // the paragraph of that line, or of the last unit under it
	rankTheme    string
	brought      bool    // the sentence tells what an inspection came upon
	scolds       bool    // the paragraph has turned to what is wanting, and tells of nothing else
	citing       bool    // the sentence says what a rule provides for
	noted        int     // the paragraph of the last remark on how a form is to be filled in
	item         []int   // findings of the running list item
	loose        *clause // a list item's clause that nothing claimed, in case a label makes a task of it
}

// found is a finding by byte offsets of the normalised text.
type found struct {
	Finding
	start, end     int
	evStart, evEnd int
}

// clause is one clause with what its beginning says.
type clause struct {
	start, end int
	body       int   // where its own words begin, after marks, connectors and 「某人强调，」
	subject    party // whom its first words name
	core       int   // where its predicate begins
	marked     bool  // a list mark or an ordinal stood before it
	first      bool  // the first of its sentence
	opening    bool  // the first of its paragraph
	told       bool  // it brings in a speaker
	blames     bool  // a label says that it tells what is wanting
	stop       string
}

func (r *reader) text(c *clause) string { return r.s[c.body:c.end] }

func (r *reader) read(a *article) {
	r.art = a
	r.section, r.asked, r.voice, r.person, r.reviewer, r.strong = "", "", voice{}, "", "", ""
	r.wanted, r.floors = map[string]string{}, map[string][]string{}
	r.latest = nil
	r.lead, r.turn, r.headTurn, r.loose, r.item, r.begun = nil, nil, false, nil, nil, false
	r.headLevel, r.sectionLevel, r.nested = 0, 0, false
	r.topicTheme, r.talkTheme, r.rankKind = "", "", ""
	if !hasAny(a.title, "点评", "讲评", "月度工作") {
		r.topicTheme = r.x.theme(a.title)
	}
	if r.topicTheme == r.general() {
		r.topicTheme = "" // a title of work in general says nothing of what its sentences are about
	}
	r.baseTheme, r.titleTheme = r.topicTheme, r.topicTheme
	r.listSpeakers(a)
	r.inTurns, r.turned = r.takeTurns(a), 0
	for i := 0; i < len(a.paras); {
		r.para++
		if n := r.table(a.paras, i); n > 0 {
			i += n
			continue
		}
		r.paragraph(&a.paras[i])
		i++
	}
	r.addArticle(a)
}

func (r *reader) paragraph(p *para) {
	r.seen = p.end
	if !r.headTurn && !r.continues(p) || r.meetingSpeaks(p) {
		r.endTurn()
	}
	r.lead, r.tasking, r.strong, r.ranTheme, r.itemUnits, r.sited = nil, false, "", "", nil, false
	r.whole, r.districtTold, r.scolds = nil, "", false
	kind, label := r.labelAt(p.start, p.end)
	if label == 0 {
		r.item, r.loose, r.duty = nil, nil, duty{}
	}
	if kind != "lead" && kind != "support" && kind != "due" {
		r.paraFound = len(r.found)
	}
	if r.level = level(r.s[p.start:p.end]); r.level > 0 && r.level == r.saidLevel {
		r.voice, r.saidLevel = voice{}, 0 // what the meeting asked for at the end of the item before
	}
	if text := r.s[p.start:p.end]; r.askedIn == r.para-1 && !(r.level > 0 && r.level == r.askedLevel) && (zh.MarkLen(text) > 0 || ordinal(text) > 0 || r.labelled(text) || r.asked == onShortcoming && !r.saidItself && r.site(text) || r.topical(p)) {
		r.askedIn = r.para
	} else if r.askedIn != r.para && !(r.asked == onTask && r.askedIn == r.para-1) {
		r.asked = ""
	}
	if p.byline || p.doubled {
		if n := r.byline(p); n >= p.end {
			return
		} else if n > p.start {
			p = &para{start: n, end: p.end}
		}
	}
	if r.remarksOn(p) {
		return
	}
	ticked := ticks(r.s[p.start:p.end])
	if r.rankHead(p) || r.rankLine(p) || ticked == "" && r.heading(p) {
		return
	}
	if ticked != "" {
		r.ask(ticked)
	}
	if n, kind := r.runningHead(p); n > 0 {
		defer func(s section, nested bool) { r.section, r.nested = s, nested }(r.section, r.nested)
		r.section, r.nested = kind, r.headTurn
		r.mark(p.start, n, ledger.Headline)
		p = &para{start: n, end: p.end}
	}
	if n := r.unitSentence(p); n > 0 {
		r.mark(p.start, n, ledger.Headline)
		p = &para{start: n, end: p.end}
	} else if n := r.titleSentence(p); n > 0 {
		r.mark(p.start, n, ledger.ThemeHead)
		p = &para{start: n, end: p.end}
	} else if n := r.topicLabel(p); n > 0 {
		r.mark(p.start, n, ledger.ThemeHead)
		p = &para{start: n, end: p.end}
	}
	first := true
	r.begun = true
	text := r.s[p.start:p.end]
	if r.inItem = zh.MarkLen(text) > 0 || ordinal(text) > 0 || r.underProblems() && r.site(text); !r.inItem {
		r.topicTheme = r.baseTheme
	}
	for i, z := range zh.Clauses(r.s, p.start, p.end) {
		c := clause{start: z.Start, end: z.End, first: first, opening: i == 0, stop: z.Stop}
		if first {
			r.tasking = false
		}
		r.open(&c)
		for _, part := range r.byAgent(&c) {
			r.classify(part)
		}
		r.close(z)
		first = z.Ends()
	}
}

// close gives a clause's stop the role of what it ends.
func (r *reader) close(z zh.Clause) {
	for i := z.End; i < min(len(r.s), z.End+len(z.Stop)) && r.s[i] != '\n'; i++ {
		r.paint[i] = r.paint[z.End-1]
	}
}

// topical tells whether a paragraph begins with the unit that it is about, with a comma behind the name: 恭源县，….
func (r *reader) topical(p *para) bool {
	q := r.parties(p.start, min(p.end, p.start+60))
	return !q.none() && !q.collective && len(q.names) == 1 && strings.HasPrefix(r.s[q.end:p.end], "，")
}

// continues tells whether a paragraph goes on with the turn of the one before: 但…, 同时….
func (r *reader) continues(p *para) bool {
	for _, w := range []string{"但", "同时", "不过", "存在", "不足", "然而", "此外", "下一步"} {
		if strings.HasPrefix(r.s[p.start:p.end], w) {
			return true
		}
	}
	return false
}

// meetingSpeaks tells whether a paragraph begins with the meeting or with somebody who holds an office.
func (r *reader) meetingSpeaks(p *para) bool {
	text := r.s[p.start:p.end]
	if hasAnyPrefix(text, "会议", "会上", "最后") {
		return true
	}
	if head := text[:min(len(text), 45)]; r.headTurn && r.headLevel == 0 && !strings.Contains(head, "：") {
		for i := 6; i < len(head); i++ {
			if r.x.roles.prefix(head[i:]) > 0 && hasAnySuffix(head[:i], "委", "府", "会", "组", "区", "县", "市") {
				return true
			}
		}
	}
	for _, n := range []int{9, 6, 12} {
		if len(text) > n && r.turn != nil && r.holdsOffice(text[:n]) {
			return true
		}
	}
	return false
}

func (r *reader) endTurn() { r.turn, r.headTurn, r.probed = nil, false, false }

// byline paints a by-line and returns where the text goes on.
func (r *reader) byline(p *para) int {
	text := r.s[p.start:p.end]
	end := p.end
	if strings.HasPrefix(text, "本报讯") || strings.HasPrefix(text, "（记者") || strings.HasPrefix(text, "（通讯员") {
		end = p.start
		if strings.HasPrefix(text, "本报讯") {
			end += len("本报讯")
		}
		if strings.HasPrefix(r.s[end:p.end], "（") {
			if n := strings.Index(r.s[end:min(p.end, end+200)], "）"); n >= 0 {
				end += n + len("）")
			}
		}
	} else if len(text) > 150 {
		return p.start
	}
	role := ledger.Byline
	if p.doubled {
		role = ledger.Headline
	} else if strings.HasPrefix(text, "（上接") || strings.HasPrefix(text, "（下转") || strings.HasPrefix(text, "上接") || strings.HasPrefix(text, "下转") {
		role = ledger.Boilerplate
	}
	r.mark(p.start, end, role)
	return end
}

// remarksOn reads remarks on how to read or fill in what stands before, and the numbered lines that go on with them: 填表说明：1.….
func (r *reader) remarksOn(p *para) bool {
	text := r.s[p.start:p.end]
	if !hasAnyPrefix(text, "说明：", "填表说明", "填报说明", "备注：", "注：", "附注：", "有关说明：") && !(r.noted == r.para-1 && r.noted > 0 && zh.MarkLen(text) > 0 && !zh.TitleMark(text)) {
		return false
	}
	if q := r.agents(p.start+zh.MarkLen(text), p.end); !q.none() && (orders(r.s[q.end:p.end]) || r.acts(q.end, p.end) && r.due(span{q.end, p.end}) != nil) {
		return false // it says who must do what
	}
	r.noted = r.para
	r.mark(p.start, p.end, ledger.Narrative)
	return true
}
