package ledger

// Source is a further place that an entry rests on: a finding linked to it, and the report that says so.
type Source struct {
	Finding Entry
	Report  Report
}
