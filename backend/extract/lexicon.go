package extract

import "taizhang/backend/ledger"

// Lexicon is what a reading knows: the register's units and the themes, and the genre's words (vocabulary.go).
// It never changes and may be used from many goroutines at once.
type Lexicon struct {
	units    *trie[[]naming]
	district string // the register's own district, for 我区
	themes   *trie[[]cue]
	names    []string // the themes' names

	verbs, adverbs, slogans, lacks, predicates *words
	roles, places, offices, departments        *words
	collectives, listed, connectors            *words
	posts, kinds, results, strong              *words
	attendance, bylines, topics                *words
	wanting, ends, nots, works                 *words
	removing, removable                        *words
	gov, review, notice, titles                *words
	tone                                       *tone
	speech                                     *trie[bool]      // true: what follows is asked for
	sections                                   *trie[section]   // words of a heading
	speaking                                   *words           // 依次发言 and its like
	triggers                                   *trie[uint64]    // the rules that a word may set off
	always                                     uint64           // the rules that need no trigger
	labels                                     *trie[labelKind] // words before a colon
	columns                                    *trie[labelKind] // words of a table's head

	workdays func(from ledger.Date, n int) ledger.Date // the nth working day after a day; nil where nobody can tell
}

// Counting is the Lexicon with a calendar: workdays tells the nth working day after a day, for 五个工作日内. Without one
// such a due has its words and no date.
func (x *Lexicon) Counting(workdays func(from ledger.Date, n int) ledger.Date) *Lexicon {
	y := *x
	y.workdays = workdays
	return &y
}

// naming is one unit that a name may mean, between two days.
type naming struct {
	unit     *ledger.Unit
	from, to ledger.Date
}

// NewLexicon compiles the register's units and the themes with the genre's words and the terms that an office adds to them.
// A term of a list that does not exist adds nothing.
func NewLexicon(units []ledger.Unit, themes []ledger.Theme, terms []ledger.Term) *Lexicon {
	v := genreWords.with(terms)
	x := &Lexicon{
		verbs: v.set("verbs"), adverbs: v.set("adverbs"), slogans: v.set("slogans"), lacks: v.set("lacks"), predicates: v.set("predicates"),
		roles: v.set("roles"), places: v.set("places"), offices: v.set("offices"), departments: v.set("departments"),
		connectors: v.set("connectors"), attendance: v.set("attendance"), bylines: v.set("bylines"), topics: v.set("topics"),
	}
	x.compileCollectives(v.groups("collectives"))
	x.compileSpeech(v.groups("speech"))
	x.compileTriggers()
	x.speaking, x.results = newWords(speakingWords), v.set("results")
	x.strong = v.set("faults")
	x.wanting, x.ends, x.nots, x.works = v.set("wanting"), v.set("ends"), v.set("nots"), v.set("works")
	x.removing, x.removable = v.set("removing"), v.set("removable")
	x.tone = newTone(v.groups("tone"))
	genre := v.groups("genre")
	x.gov, x.review = newWords(genre["gov"]), newWords(genre["review"])
	x.notice, x.titles = newWords(genre["notice"]), newWords(genre["title"])
	x.sections = newTrie[section]()
	for kind, words := range v.groups("sections") {
		for _, w := range words {
			x.sections.add(w, section(kind), nil)
		}
	}
	x.labels, x.columns = newTrie[labelKind](), newTrie[labelKind]()
	for kind, words := range v.groups("labels") {
		for _, w := range words {
			x.labels.add(w, labelKind(kind), nil)
			x.columns.add(w, labelKind(kind), nil)
		}
	}
	for kind, words := range v.groups("columns") {
		for _, w := range words {
			x.columns.add(w, labelKind(kind), func(_, now labelKind) labelKind { return now })
		}
	}
	x.compileUnits(units)
	x.compileThemes(themes)
	return x
}

// compileCollectives makes every word that singles out with every noun, so that one look finds the longest.
func (x *Lexicon) compileCollectives(g map[string][]string) {
	x.collectives = newWords(g["alone"])
	for _, before := range g["before"] {
		for _, noun := range g["noun"] {
			x.collectives.add(before+noun, struct{}{}, nil)
		}
	}
	x.listed, x.posts = newWords(g["list"]), newWords(g["post"])
	x.kinds = newWords(append(g["kind"], g["noun"]...))
}

func (x *Lexicon) compileSpeech(groups map[string][]string) {
	x.speech = newTrie[bool]()
	for kind, words := range groups {
		for _, w := range words {
			x.speech.add(w, kind == "asks", nil)
		}
	}
}

// compileUnits adds each unit's names. A short name alone is added too, marked by an empty period, for lists only.
func (x *Lexicon) compileUnits(units []ledger.Unit) {
	x.units = newTrie[[]naming]()
	merge := func(old, now []naming) []naming { return append(old, now...) }
	for i := range units {
		u := &units[i]
		if u.Kind == ledger.District && x.district == "" {
			x.district = u.Name
		}
		own := naming{u, u.ValidFrom, u.ValidTo}
		x.units.add(u.Name, []naming{own}, merge)
		if u.Official != u.Name {
			x.units.add(u.Official, []naming{own}, merge)
		}
		if u.Short != u.Name && !u.Kind.Local() && u.Kind != ledger.District {
			x.units.add(u.Short, []naming{own}, merge)
		}
		for _, a := range u.Aliases {
			if a.Name != u.Name && a.Name != u.Official && a.Name != u.Short {
				x.units.add(a.Name, []naming{{u, a.ValidFrom, a.ValidTo}}, merge)
			}
		}
	}
}

// meant is the unit that a name means on a day: the first whose period holds it, else the one that bears it today.
func meant(all []naming, day ledger.Date) *ledger.Unit {
	for _, n := range all {
		if day == "" && n.to == "" || day != "" && (n.from == "" || n.from <= day) && (n.to == "" || day <= n.to) {
			return n.unit
		}
	}
	return nil
}
