package intake

import "taizhang/backend/ledger"

// Again reads the text of a report that is in the ledger anew, and returns what this reader finds in it; the report stays
// as it is.
func (r *Reader) Again(report *ledger.Report) []ledger.Entry {
	reading := r.lexicon.Read(report.Text, report.Published)
	d := &Draft{Report: ledger.Report{Text: report.Text, Published: report.Published, Articles: reading.Articles}}
	d.describe(mainArticle(reading))
	for _, found := range reading.Findings {
		d.Findings = append(d.Findings, r.entry(found, d.period(found.Article)))
	}
	return d.Findings
}
