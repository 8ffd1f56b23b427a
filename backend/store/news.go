package store

import (
	"context"
	"encoding/json"
	"slices"

	"taizhang/backend/ledger"
)

// mostNews is how many events are told one by one.
const mostNews = 500

// outlook are the subjects that change how everything looks.
var outlook = []string{"units", "themes", "calendar", "light-rule"}

// News tells what happened after a revision. What only concerns whoever did it (signing in, exports, views) is none.
func (r *Reader) News(ctx context.Context, since int64) (n ledger.News, err error) {
	events, err := scan[ledger.Event](ctx, r.db, "news", "SELECT id, actor, action, subject, subject_id, CASE subject WHEN 'entry' THEN before ELSE '' END AS before FROM events WHERE id > ? ORDER BY id LIMIT ?", since, mostNews)
	if err != nil {
		return n, err
	}
	n.Revision = since
	if len(events) == mostNews {
		n.Whole = true
		n.Revision, err = r.Revision(ctx)
		return n, err
	}
	last := map[int64]ledger.Event{}
	concerned := map[int64][]ledger.Party{}
	for _, e := range events {
		n.Revision = e.ID
		switch {
		case e.Subject == "entry":
			last[e.SubjectID] = e
			concerned[e.SubjectID] = append(concerned[e.SubjectID], unitsBefore(e)...)
		case e.Subject == "report":
			n.Reports = append(n.Reports, e.SubjectID)
		case slices.Contains(outlook, e.Subject):
			n.Whole = true
		}
	}
	if n.Touched, err = r.touched(ctx, last, concerned); err != nil || len(n.Reports) == 0 {
		return n, err
	}
	n.Seats, err = r.seatsOf(ctx, n.Reports)
	return n, err
}

// seatsOf tells whose reports are.
func (r *Reader) seatsOf(ctx context.Context, reports []int64) (map[int64]string, error) {
	rows, err := scan[ledger.Report](ctx, r.db, "news of reports", "SELECT id, unit_code FROM reports WHERE id IN ?", reports)
	seats := map[int64]string{}
	for _, p := range rows {
		seats[p.ID] = p.UnitCode
	}
	return seats, err
}

// unitsBefore is whom an entry concerned before the event.
func unitsBefore(e ledger.Event) []ledger.Party {
	var was struct{ Units []ledger.Party }
	_ = json.Unmarshal([]byte(e.Before), &was) // "" where nothing was before
	return was.Units
}

func (r *Reader) touched(ctx context.Context, last map[int64]ledger.Event, concerned map[int64][]ledger.Party) (all []ledger.Touched, err error) {
	if len(last) == 0 {
		return nil, nil
	}
	var ids []int64
	for id := range last {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	entries, err := find[ledger.Entry](r.entries(ctx).Select("id, version, report_id, number, seat").Where("id IN ?", ids).Order("id"), "news of entries")
	for _, e := range entries {
		by := last[e.ID]
		all = append(all, ledger.Touched{
			ID: e.ID, Version: e.Version, ReportID: e.ReportID, Seat: e.Seat, Number: e.Number, Actor: by.Actor, Action: by.Action, Units: append(e.Units, concerned[e.ID]...),
		})
	}
	return all, err
}
