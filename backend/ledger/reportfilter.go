package ledger

import (
	"net/url"
	"strconv"
	"strings"
)

// ReportFilter selects reports of their list. It lives in the address of the page and of the API alike.
type ReportFilter struct {
	Query string // words of the title or of the file's name
	Month Period // that they speak for
	Under string // unit code: of the meetings held there and in the places below it
	Page  int    // from 1
}

// ReportsAPage is how many reports a page lists.
const ReportsAPage = 50

// ParseReportFilter reads the filter from the parameters of an address; a value that cannot be is a BadRequest.
func ParseReportFilter(v url.Values) (f ReportFilter, err error) {
	f = ReportFilter{Query: strings.TrimSpace(v.Get("q")), Under: v.Get("under")}
	if m := v.Get("month"); m != "" {
		if f.Month, err = ParsePeriod(m); err != nil {
			return f, asField(err, "month")
		}
	}
	if len([]rune(f.Query)) > 100 {
		return f, Mistake(BadRequest, "q", "搜索词最多 100 字。", "The search may have 100 characters at most.")
	}
	page, err := whole(v, "page", 1, 1_000_000)
	f.Page = int(page)
	return f, err
}

// Values writes the filter as the parameters ParseReportFilter reads.
func (f ReportFilter) Values() url.Values {
	v := url.Values{}
	for name, said := range map[string]string{"q": f.Query, "month": string(f.Month), "under": f.Under} {
		if said != "" {
			v.Set(name, said)
		}
	}
	if f.Page > 1 {
		v.Set("page", strconv.Itoa(f.Page))
	}
	return v
}

// Narrowed tells whether the filter leaves anything out.
func (f ReportFilter) Narrowed() bool { return f.Query != "" || f.Month != "" || f.Under != "" }

// ReportPage is one stretch of the list of reports, newest first: how many there are in all, and how many findings of any report wait for
// review.
type ReportPage struct {
	Items         []ReportCount
	Total, Drafts int
}
