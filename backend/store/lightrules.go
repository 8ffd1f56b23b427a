package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"taizhang/backend/ledger"
)

// LightRules lists the rules of lights, the latest first.
func (r *Reader) LightRules(ctx context.Context) ([]ledger.LightRule, error) {
	return find[ledger.LightRule](r.db.WithContext(ctx).Order(`"from" DESC`), "rules of lights")
}

// SeenLightRules stands for the rules as they are, so that what was shown before a confirmation can be told from what is there
// then.
func (r *Reader) SeenLightRules(ctx context.Context) (string, error) {
	rules, err := r.LightRules(ctx)
	sum := sha256.Sum256(fmt.Append(nil, rules))
	return hex.EncodeToString(sum[:8]), err
}

// mostRelit is how many of the entries that would change their light are named.
const mostRelit = 50

// Relit tells what other thresholds, or another day, make of the open entries: how many go from which light to which, and the
// most pressing of those that change.
func (r *Reader) Relit(ctx context.Context, before, after ledger.Day) (x ledger.Relit, err error) {
	was, is := lightOf(before), lightOf(after)
	counted := fmt.Sprintf(`SELECT %s AS "before", %s AS "after", count(*) AS n FROM entries AS e WHERE %s AND %s GROUP BY 1, 2`, was.sql, is.sql, inLedger, isOpen.sql)
	args := append(append([]any{}, was.args...), is.args...)
	if x.Counts, err = scan[ledger.RelitCount](ctx, r.db, "lights", counted, args...); err != nil {
		return x, err
	}
	named := fmt.Sprintf("SELECT id FROM entries AS e WHERE %s AND %s AND %s <> %s ORDER BY due_order, place LIMIT ?", inLedger, isOpen.sql, was.sql, is.sql)
	ids, err := scan[int64](ctx, r.db, "entries with another light", named, append(args, mostRelit)...)
	if err == nil {
		x.Entries, err = r.load(ctx, ids)
	}
	return x, err
}

// SaveLightRule adds a rule of lights, or rewrites the one that begins on the same day; what has been in force stays. seen is
// SeenLightRules of what was shown: a Conflict tells that the rules are others now.
func (w *Writer) SaveLightRule(rule ledger.LightRule, seen string) error {
	today := w.today()
	if rule.From < today {
		return ledger.Mistake(ledger.Invalid, "from", "已经过去的日子不能改，请从今天（%s）或以后起执行。", "What is past stays as it was; let it hold from today (%s) or later.", string(today))
	}
	if err := w.sawLightRules(seen); err != nil {
		return err
	}
	before, err := w.lightRule(rule.From)
	if err != nil {
		return err
	}
	rule.CreatedAt, rule.CreatedBy = w.time(), w.actor.Name
	w.day = nil // what it takes from the rules
	if err := w.tx.Save(&rule).Error; err != nil {
		return failed("save rule of lights", err)
	}
	return w.log("save", "light-rule", dayID(rule.From), string(rule.From), before, rule)
}

// DropLightRule takes a rule away that is not in force yet.
func (w *Writer) DropLightRule(from ledger.Date) error {
	before, err := w.lightRule(from)
	switch {
	case err != nil:
		return err
	case before == nil:
		return ledger.Mistake(ledger.NotFound, "from", "没有从 %s 起执行的规则。", "No rule begins on %s.", string(from))
	case from <= w.today():
		return ledger.Mistake(ledger.Conflict, "from", "%s 起的规则已经执行，不能撤去；请另定新的规则。", "The rule from %s on is in force and stays on record; set another in its place.", string(from))
	}
	w.day = nil
	if err := w.tx.Where(`"from" = ?`, from).Delete(&ledger.LightRule{}).Error; err != nil {
		return failed("drop rule of lights", err)
	}
	return w.log("drop", "light-rule", dayID(from), string(from), before, nil)
}

func (w *Writer) sawLightRules(seen string) error {
	now, err := w.read.SeenLightRules(w.ctx())
	if err == nil && now != seen {
		return ledger.Mistake(ledger.Conflict, "seen", "规则刚被别人改过，请重新核对影响再保存。", "Somebody has changed the rules meanwhile; look at the effect again before saving.")
	}
	return err
}

// lightRule is the rule that begins on a day, nil as any where there is none.
func (w *Writer) lightRule(from ledger.Date) (any, error) {
	rules, err := w.read.LightRules(w.ctx())
	for _, r := range rules {
		if r.From == from {
			return r, err
		}
	}
	return nil, err
}

// dayID is a day as the subject of an event: 20240905.
func dayID(d ledger.Date) int64 { return monthID(ledger.Period(d)) }

// lightDay is today with the thresholds in force, as changes of entries take it: nothing that is remembered hangs on what is soon, so it
// needs no calendar.
func (w *Writer) lightDay() (ledger.Day, error) {
	if w.day == nil || w.day.Today != w.today() {
		rules, err := w.read.LightRules(w.ctx())
		if err != nil {
			return ledger.Day{}, err
		}
		w.day = &ledger.Day{Today: w.today(), Thresholds: ledger.ThresholdsOn(rules, w.today())}
	}
	return *w.day, nil
}

// follow keeps the course of an entry that a move, or another change, made what it is now.
func (w *Writer) follow(before, after *ledger.Entry, action string) error {
	day, err := w.lightDay()
	if err == nil {
		after.Follow(before, ledger.MoveName(action), day)
	}
	return err
}
