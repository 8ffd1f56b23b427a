// Package intake turns a file as people have it into a report to review: text, findings, and where each stands. It stores
// nothing.
package intake

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"taizhang/backend/extract"
	"taizhang/backend/ledger"
)

// File is a report as it came. Name is what to call it, FileName the file's own name where that is another: it helps to
// tell what kind of file it is. Published is the day that dates without a year are read against.
type File struct {
	Name      string
	FileName  string
	Data      []byte
	Published ledger.Date
	Columns   []Columns // what a person says of its tables, by their order; those beyond are read by their headings
}

// Reader reads files with one office's register of units and its themes. It is safe for concurrent use.
type Reader struct {
	lexicon *extract.Lexicon
	heads   heads
	units   map[string]ledger.Unit // by every name that is not another unit's own
}

// NewReader makes a Reader for the units, themes and further terms an office knows.
func NewReader(units []ledger.Unit, themes []ledger.Theme, terms []ledger.Term) *Reader {
	return &Reader{extract.NewLexicon(units, themes, terms), headings().with(terms), byName(units)}
}

// Counting is the Reader with a calendar, for dues such as 五个工作日内: workdays tells the nth working day after a day.
func (r *Reader) Counting(workdays func(from ledger.Date, n int) ledger.Date) *Reader {
	return &Reader{r.lexicon.Counting(workdays), r.heads, r.units}
}

// byName finds units by their names, then by what else they are called: a unit's own name is never another's alias, and a
// name that has gone from one unit to another is the later one's.
func byName(units []ledger.Unit) map[string]ledger.Unit {
	all := make(map[string]ledger.Unit, 4*len(units))
	units = slices.Clone(units)
	slices.SortStableFunc(units, func(a, b ledger.Unit) int { return cmp.Compare(ended(a), ended(b)) })
	add := func(name string, u ledger.Unit) {
		if _, taken := all[name]; !taken && name != "" {
			all[name] = u
		}
	}
	for _, name := range []func(ledger.Unit) string{
		func(u ledger.Unit) string { return u.Name }, func(u ledger.Unit) string { return u.Official }, func(u ledger.Unit) string { return u.Short },
	} {
		for _, u := range units {
			add(name(u), u)
		}
	}
	for _, u := range units {
		for _, a := range u.Aliases {
			if a.ValidTo == "" {
				add(a.Name, u)
			}
		}
	}
	return all
}

func ended(u ledger.Unit) int {
	if u.ValidTo == "" {
		return 0
	}
	return 1
}

// Draft is a report with its findings, nothing of it tracked yet.
type Draft struct {
	Report   ledger.Report
	Original []byte
	Findings []ledger.Entry
	Tables   []Table
	tabular  bool // the file is a table as a whole
}

// Text is the file's text as the function Text reads it.
func (f File) Text() (string, error) { return Text(cmp.Or(f.FileName, f.Name), f.Data) }

// Doubtful tells whether a person had better say what the columns of the file's tables hold: some cannot be told, and the
// file is nothing but tables or nothing else was found in it.
func (d *Draft) Doubtful() bool {
	return (d.tabular || len(d.Findings) == 0) && slices.ContainsFunc(d.Tables, func(t Table) bool { return !t.Sure })
}

// Read reads f. Mistakes are those of Text; a text with nothing to find is no mistake but has no findings.
func (r *Reader) Read(f File) (*Draft, error) {
	ts := &tables{heads: r.heads, said: f.Columns}
	text, err := textOf(cmp.Or(f.FileName, f.Name), f.Data, ts)
	if err != nil {
		return nil, err
	}
	reading := r.lexicon.Read(text, f.Published)
	d := &Draft{Original: f.Data, Tables: ts.all, tabular: ts.tabular, Report: ledger.Report{
		Name: f.Name, SHA256: hash(f.Data), Fingerprint: Fingerprint(text), Published: f.Published,
		Text: text, Chars: utf8.RuneCountInString(text), Articles: reading.Articles, Spans: reading.Spans, Columns: ts.terms,
	}}
	d.describe(mainArticle(reading))
	for _, found := range reading.Findings {
		d.Findings = append(d.Findings, r.entry(found, d.period(found.Article)))
	}
	return d, nil
}

// Extract is the bare reading of a text, for programs that keep no ledger.
func (r *Reader) Extract(text string, published ledger.Date) *extract.Reading {
	return r.lexicon.Read(text, published)
}

// describe takes title, meeting day and period from the article that the report was brought in for.
func (d *Draft) describe(a ledger.Article) {
	d.Report.Title, d.Report.Meeting, d.Report.Period = a.Title, a.Meeting, a.Period
	if d.Report.Title == "" {
		d.Report.Title = firstLine(d.Report.Text)
	}
	if d.Report.Period == "" {
		d.Report.Period = d.Report.Published.Period()
	}
}

func (d *Draft) period(article int) ledger.Period {
	for _, a := range d.Report.Articles {
		if a.Index == article && a.Period != "" {
			return a.Period
		}
	}
	return d.Report.Period
}

func (r *Reader) entry(f extract.Finding, p ledger.Period) ledger.Entry {
	e := ledger.Entry{
		Kind: f.Kind, Article: f.Article, Period: p, Text: f.Quote, Quote: f.Quote, Start: f.Start, End: f.End,
		Rule: f.Rule, Theme: f.Theme, Speaker: f.Speaker, Metrics: f.Metrics, Status: ledger.Draft,
	}
	if f.Evidence != nil {
		e.EvidenceStart, e.EvidenceEnd = f.Evidence.Start, f.Evidence.End
	}
	if f.Due != nil {
		e.DueText, e.Due = f.Due.Text, f.Due.Date
		if e.Due != "" {
			e.DueBasis = ledger.DueFromText
		}
	}
	e.Units = append(r.Parties(f.Units, e.Kind.MainRole()), r.Parties(f.Support, ledger.Support)...)
	return e
}

// Parties finds each name in the register and writes it in full; a name that is not there stays as it is, with the scope
// its words reach.
func (r *Reader) Parties(names []string, role ledger.PartyRole) []ledger.Party {
	var all []ledger.Party
	for _, n := range names {
		p := ledger.Party{Name: n, Role: role}
		if u, ok := r.units[n]; ok {
			p.Name, p.UnitCode = u.Name, &u.Code
		} else {
			p.Scope = ledger.ScopeOf(n)
		}
		all = append(all, p)
	}
	return all
}

// mainArticle is the one with most findings, the first of them where several have as many.
func mainArticle(r *extract.Reading) ledger.Article {
	count := map[int]int{}
	for _, f := range r.Findings {
		count[f.Article]++
	}
	var best ledger.Article
	most := -1
	for _, a := range r.Articles {
		if count[a.Index] > most {
			best, most = a, count[a.Index]
		}
	}
	return best
}

// Fingerprint is the SHA-256 of the text without white space: the same report pasted, wrapped or saved otherwise has the
// same one.
func Fingerprint(text string) string {
	return hash([]byte(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)))
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return ledger.Shorten(strings.TrimSpace(line), 40)
}
