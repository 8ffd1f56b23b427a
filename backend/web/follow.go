package web

import (
	"slices"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

// follow fills in how an entry was followed: what was reported on it with which files, more time that was asked for, its
// parts and what it is a part of. Whoever may read the own unit's alone sees of the parts only those.
func (s *Server) follow(c *gin.Context, rec *parts.Record) (err error) {
	ctx, e := c.Request.Context(), rec.Entry
	if rec.Feedback, err = s.Store.Feedback(ctx, e.ID); err != nil {
		return err
	}
	if len(rec.Feedback) > 0 {
		if rec.Files, err = s.Store.Attachments(ctx, e.ID); err != nil {
			return err
		}
	}
	if rec.Extensions, err = s.Store.Extensions(ctx, e.ID); err != nil {
		return err
	}
	if rec.Reminding.Rows, err = s.Store.Reminders(ctx, ledger.ReminderFilter{EntryID: e.ID}); err != nil {
		return err
	}
	if rec.Parent, err = s.leads(c, e.Parent); err != nil {
		return err
	}
	if rec.Blame, err = s.leads(c, e.Under); err != nil {
		return err
	}
	if e.Kind == ledger.Shortcoming {
		tasks, err := s.Store.TasksUnder(ctx, e.ID)
		if err != nil {
			return err
		}
		rec.Tasks = slices.DeleteFunc(tasks, func(e ledger.Entry) bool { return !s.reads(c, &e) })
	}
	return s.followParts(c, rec)
}

// leads is another entry that one hangs on; nil where there is none that whoever asks may read.
func (s *Server) leads(c *gin.Context, id *int64) (*ledger.Entry, error) {
	if id == nil {
		return nil, nil
	}
	e, err := s.Store.EntryByID(c.Request.Context(), *id)
	if err != nil || !s.reads(c, e) {
		return nil, err
	}
	return e, nil
}

func (s *Server) followParts(c *gin.Context, rec *parts.Record) error {
	if rec.Entry.Children == 0 {
		return nil
	}
	all, err := s.Store.Children(c.Request.Context(), rec.Entry.ID)
	if err != nil {
		return err
	}
	rec.Children = slices.DeleteFunc(all, func(e ledger.Entry) bool { return !s.reads(c, &e) })
	last, err := s.lastSaid(c.Request.Context(), rec.Children)
	if err != nil {
		return err
	}
	rec.Last = map[int64]string{}
	for id, f := range last.feedback {
		rec.Last[id] = f.Progress
	}
	return nil
}

// reads tells whether whoever asks may read the entry.
func (s *Server) reads(c *gin.Context, e *ledger.Entry) bool {
	a := s.account(c)
	switch a.Reach(ledger.Read) {
	case ledger.Whole:
		return true
	case ledger.OwnUnit:
		known, err := s.known.at(c.Request.Context(), s.Store)
		if err != nil {
			return false
		}
		i := slices.IndexFunc(known.Units, func(u ledger.Unit) bool { return u.Code == a.UnitCode })
		return i >= 0 && e.Reaches(known.Units[i])
	}
	return false
}
