package parts

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// TasksURL is the address of the breakdown of the tasks that f selects.
func TasksURL(f ledger.Filter) templ.SafeURL {
	f.Page, f.Limit, f.Cursor = 0, 0, ""
	return withQuery("/export/tasks.docx", f.Values())
}

// BulletinURL is the address of a month's bulletin.
func BulletinURL(p ledger.Period) templ.SafeURL {
	return withQuery("/papers/bulletin.docx", ledger.Filter{Month: p}.Values())
}

// UnitPaperURL is the address of a paper about a unit: its brief for a month, or the notice of all that it has to do.
func UnitPaperURL(name, code string, p ledger.Period) templ.SafeURL {
	return withQuery("/units/"+url.PathEscape(code)+"/papers/"+name+".docx", ledger.Filter{Month: p}.Values())
}

// asPDF is the address of a Word document as PDF.
func asPDF(word templ.SafeURL) templ.SafeURL {
	return templ.SafeURL(strings.Replace(string(word), ".docx", ".pdf", 1))
}
