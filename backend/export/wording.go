package export

import (
	"strconv"
	"strings"

	"taizhang/backend/ledger"
)

// source names the report and its day.
func (r row) source() string {
	if r.x.sources == nil {
		r.x.sources = map[int64]string{}
	}
	said, known := r.x.sources[r.ReportID]
	if !known {
		said = r.sourceOf()
		r.x.sources[r.ReportID] = said
	}
	return said
}

func (r row) sourceOf() string {
	report, ok := r.x.Reports[r.ReportID]
	if !ok {
		return ""
	}
	title := report.Title
	if title == "" {
		title = report.Name
	}
	if report.Published == "" {
		return r.x.Lang.T("《%s》", "“%s”", title)
	}
	return r.x.Lang.T("《%s》（%s）", "“%s” (%s)", title, report.Published)
}

// place says where in the report the sentence stands, counted from one as people do.
func (r row) place() string {
	chars := r.x.Lang.T("第 %d—%d 字", "characters %d to %d", r.Start+1, r.End)
	for _, a := range r.x.Reports[r.ReportID].Articles {
		if a.Index == r.Article && a.Title != "" {
			return r.x.Lang.T("“%s”%s", "“%s”, %s", a.Title, chars)
		}
	}
	return chars
}

func (r row) parties(role ledger.PartyRole) string {
	var names []string
	for _, p := range r.Units {
		if p.Role == role {
			names = append(names, p.Name)
		}
	}
	return strings.Join(names, r.x.Lang.T("、", ", "))
}

func (r row) dueBasis() string {
	basis := r.in(r.DueBasis.Words())
	switch {
	case r.DueText == "":
		return basis
	case basis == "":
		return r.DueText
	}
	return r.x.Lang.T("%s：%s", "%s: %s", basis, r.DueText)
}

func (r row) metrics() string {
	var all []string
	for _, m := range r.Metrics {
		all = append(all, r.metric(m))
	}
	return strings.Join(all, r.x.Lang.T("；", "; "))
}

// metric writes a figure as one reads it: 净增企业数 2024-01/2024-08 120家 各街镇第1.
func (r row) metric(m ledger.Metric) string {
	words := []string{m.Name, m.Period}
	if m.Value != nil {
		words = append(words, strconv.FormatFloat(*m.Value, 'f', -1, 64)+m.Unit)
	}
	rank := m.Rank
	if _, err := strconv.Atoi(rank); err == nil {
		rank = r.x.Lang.T("第%s", "no. %s", rank)
	}
	words = append(words, r.x.Lang.T("%s%s", "%s %s", m.Scope, rank))
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}
