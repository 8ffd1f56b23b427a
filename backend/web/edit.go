package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/parts"
)

// editEntry saves the edit form of an entry in the ledger.
func (s *Server) editEntry(c *gin.Context) error {
	e, err := s.Store.Entry(c.Request.Context(), c.Param("number"))
	if err != nil {
		return err
	}
	saved, form, err := s.edit(c, e)
	if err != nil {
		return err
	}
	if form.Err != nil {
		return s.entryPage(c, statusOf[form.Err.Code], parts.Record{Entry: form.Entry, Edit: form})
	}
	if isPart(c) {
		return s.entryPage(c, http.StatusOK, parts.Record{Entry: *saved})
	}
	s.notify(c, "%s 已修改。", "%s was changed.", saved.Number)
	return goTo(c, string(parts.EntryURL(*saved)))
}

// edit saves what was typed into e's edit form. A mistake of the person comes back in the form, with all that was typed.
func (s *Server) edit(c *gin.Context, e *ledger.Entry) (*ledger.Entry, *parts.Edit, error) {
	form := typed(c, *e)
	version, err := versionTyped(c)
	var saved *ledger.Entry
	if err == nil {
		saved, err = s.saveEdit(c, e, version, form)
	}
	if form.Err = ledger.AsMistake(err); form.Err != nil {
		if form.Err.Current != nil {
			form.Entry = *form.Err.Current
		}
		return nil, &form, nil
	}
	return saved, &form, err
}

func (s *Server) saveEdit(c *gin.Context, e *ledger.Entry, version int, form parts.Edit) (saved *ledger.Entry, err error) {
	change, err := s.change(c, e, form)
	if err != nil {
		return nil, err
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		saved, err = w.Edit(e.ID, version, change)
		return err
	})
	return saved, err
}

func typed(c *gin.Context, e ledger.Entry) parts.Edit {
	naming := named(c.PostFormArray("named"))
	return parts.Edit{
		Entry: e, Kind: ledger.Kind(c.PostForm("kind")), Text: strings.TrimSpace(c.PostForm("text")), Theme: strings.TrimSpace(c.PostForm("theme")),
		Units: naming.Replace(c.PostForm("units")), Support: naming.Replace(c.PostForm("support")), Due: strings.TrimSpace(c.PostForm("due")), Recurs: strings.TrimSpace(c.PostForm("recurs")), Version: c.PostForm("version"),
		Leader: typedOr(c, "leader", e.Leader), Remark: typedOr(c, "remark", e.Remark),
	}
}

// typedOr is what a form says of a field, what stands there where the form has no such field.
func typedOr(c *gin.Context, field, stands string) string {
	if typed, ok := c.GetPostForm(field); ok {
		return strings.TrimSpace(typed)
	}
	return stands
}

// named puts the units chosen in the place of the vague words that mean them: each choice is words=unit.
func named(chosen []string) *strings.Replacer {
	var order []string
	units := map[string][]string{}
	for _, choice := range chosen {
		words, unit, ok := strings.Cut(choice, "=")
		if !ok || words == "" || unit == "" {
			continue
		}
		if units[words] == nil {
			order = append(order, words)
		}
		units[words] = append(units[words], unit)
	}
	var pairs []string
	for _, words := range order {
		pairs = append(pairs, words, strings.Join(units[words], "、"))
	}
	return strings.NewReplacer(pairs...)
}

// change turns the form into what is saved. A due date that differs from the one there was is set by a person.
func (s *Server) change(c *gin.Context, e *ledger.Entry, form parts.Edit) (ledger.Change, error) {
	reader, err := s.readerAt(c.Request.Context(), e.Seat)
	if err != nil {
		return ledger.Change{}, err
	}
	ch := ledger.Change{Kind: form.Kind, Text: form.Text, Theme: form.Theme, DueText: e.DueText, DueBasis: e.DueBasis, Recurs: form.Recurs, Leader: form.Leader, Remark: form.Remark}
	ch.Units = append(reader.Parties(list(form.Units), form.Kind.MainRole()), reader.Parties(list(form.Support), ledger.Support)...)
	if form.Due != "" {
		ch.Due, err = ledger.ParseDate(form.Due)
		if m := ledger.AsMistake(err); m != nil {
			m.Field = "due"
			return ch, m
		}
	}
	if ch.Due != e.Due && e.DueBasis == ledger.DueFromRule {
		ch.DueText = "" // the rule's name goes with its date
	}
	switch {
	case ch.Due == "":
		ch.DueBasis = ""
	case ch.Due != e.Due:
		ch.DueBasis = ledger.DueFromPerson
	}
	return ch, ch.Check()
}
