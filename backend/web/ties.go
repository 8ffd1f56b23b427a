package web

import (
	"slices"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/parts"
)

// acceptTied takes a draft into the ledger tied to an entry that is there: beside it, under it, or as its evidence.
func (s *Server) acceptTied(c *gin.Context) error {
	e, err := s.finding(c)
	if err != nil {
		return err
	}
	version, err := versionTyped(c)
	if err != nil {
		return err
	}
	kind, err := ledger.FindTie(c.PostForm("tie"))
	if err != nil {
		return err
	}
	var accepted *ledger.Entry
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		accepted, err = w.AcceptTied(e.ID, version, kind, c.PostForm("number"), c.PostForm("note"))
		return err
	})
	return s.changed(c, e, accepted, err)
}

// tieEntry ties an entry to another of the ledger, untieEntry takes that away.
func (s *Server) tieEntry(c *gin.Context) error {
	return s.tied(c, (*store.Writer).Tie)
}

func (s *Server) untieEntry(c *gin.Context) error {
	return s.tied(c, func(w *store.Writer, id int64, kind ledger.TieInfo, number, _ string) error {
		return w.Untie(id, kind, number)
	})
}

func (s *Server) tied(c *gin.Context, do func(w *store.Writer, id int64, kind ledger.TieInfo, number, reason string) error) error {
	e, err := s.Store.Entry(c.Request.Context(), c.Param("number"))
	if err != nil {
		return err
	}
	kind, err := ledger.FindTie(c.PostForm("tie"))
	if err != nil {
		return err
	}
	typed := parts.Tying{Kind: kind.Kind, Number: c.PostForm("number"), Note: c.PostForm("note")}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return do(w, e.ID, kind, typed.Number, typed.Note) })
	if typed.Err = ledger.AsMistake(err); typed.Err != nil {
		return s.entryPage(c, statusOf[typed.Err.Code], parts.Record{Entry: *e, Tying: typed})
	}
	if err != nil {
		return err
	}
	return goTo(c, string(parts.EntryURL(*e))+"#ties")
}

// refer fills in what an entry is tied to, as far as the reader may see it, and of a shortcoming how it runs through the
// months.
func (s *Server) refer(c *gin.Context, rec *parts.Record) error {
	ctx := c.Request.Context()
	all, err := s.Store.Ties(ctx, rec.Entry.ID)
	if err != nil {
		return err
	}
	rec.Ties = slices.DeleteFunc(all, func(t ledger.Tie) bool { return !s.reads(c, &t.Entry) })
	if rec.Entry.Kind != ledger.Shortcoming || rec.Entry.Theme == "" {
		return nil
	}
	months, err := s.Store.Periods(ctx)
	if err != nil || len(months) == 0 {
		return err
	}
	for _, p := range rec.Entry.Units {
		if p.UnitCode == nil || p.Role != ledger.Subject {
			continue
		}
		themes, err := s.Store.Persisting(ctx, ledger.Unit{Code: *p.UnitCode, Name: p.Name}, months[0])
		if err != nil {
			return err
		}
		for _, t := range themes {
			if t.Theme == rec.Entry.Theme {
				rec.Persisting = append(rec.Persisting, t)
			}
		}
	}
	return nil
}
