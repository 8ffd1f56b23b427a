package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// monthID is a month as the subject of an event: 202409.
func monthID(p ledger.Period) int64 {
	n, _ := strconv.ParseInt(strings.ReplaceAll(string(p), "-", ""), 10, 64)
	return n
}

// Scores lists the figures of the months from up to to, by month, unit and column.
func (r *Reader) Scores(ctx context.Context, from, to ledger.Period) ([]ledger.Score, error) {
	return find[ledger.Score](r.db.WithContext(ctx).Where("period BETWEEN ? AND ?", from, to).Order("period, unit_code, position, indicator"), "scores")
}

// mostOfUnit is how many of a unit's latest figures are listed: more than a year has.
const mostOfUnit = 13 * 60

// UnitScores lists one unit's figures, those of the latest months first.
func (r *Reader) UnitScores(ctx context.Context, unit string) ([]ledger.Score, error) {
	return find[ledger.Score](r.db.WithContext(ctx).Where("unit_code = ?", unit).Order("period DESC, position, indicator").Limit(mostOfUnit), "scores")
}

// ScoreMonths lists the months that have figures, newest first.
func (r *Reader) ScoreMonths(ctx context.Context) ([]ledger.Period, error) {
	return scan[ledger.Period](ctx, r.db, "months with scores", "SELECT DISTINCT period FROM scores ORDER BY period DESC")
}

// ScoreRules lists the rules of scores, the latest first.
func (r *Reader) ScoreRules(ctx context.Context) ([]ledger.ScoreRule, error) {
	return find[ledger.ScoreRule](r.db.WithContext(ctx).Order(`"from" DESC`), "rules of scores")
}

// ScoreEvents lists the imports and corrections of a month's figures, oldest first.
func (r *Reader) ScoreEvents(ctx context.Context, p ledger.Period) ([]ledger.Event, error) {
	return r.Events(ctx, "scores", monthID(p))
}

// SeenScores stands for the figures of a month as they are now, so that what was shown before a confirmation can be told from
// what is there when it comes.
func (r *Reader) SeenScores(ctx context.Context, p ledger.Period) (string, error) {
	now, err := r.Scores(ctx, p, p)
	if err != nil {
		return "", err
	}
	b, err := json.Marshal(now)
	if err != nil {
		return "", fmt.Errorf("read scores: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8]), nil
}

// Approval is the approval in force of a subject; false where there is none.
func (r *Reader) Approval(ctx context.Context, subject string) (a ledger.Approval, inForce bool, err error) {
	err = r.db.WithContext(ctx).Where("subject = ? AND ended_at IS NULL", subject).Take(&a).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return a, false, nil
	}
	return a, err == nil, failed("read approval", err)
}

// SaveScores makes a month's figures those of the sheet, as far as it speaks for them, and returns what that altered. Figures
// that were there already are corrected only by somebody who saw them: seen is SeenScores of what was shown. A Conflict tells
// that there is something to confirm.
func (w *Writer) SaveScores(sheet ledger.ScoreSheet, seen string) ([]ledger.ScoreChange, error) {
	stored, err := w.read.Scores(w.ctx(), sheet.Period, sheet.Period)
	if err != nil {
		return nil, err
	}
	changes := sheet.Changes(stored)
	if len(changes) == 0 {
		return nil, nil
	}
	action := "import"
	if slices.ContainsFunc(stored, func(s ledger.Score) bool { return slices.Contains(sheet.Indicators, s.Indicator) }) {
		action = "correct"
		if now, err := w.read.SeenScores(w.ctx(), sheet.Period); err != nil {
			return nil, err
		} else if now != seen {
			return changes, ledger.Mistake(ledger.Conflict, "seen", "这个月已有数据，请先核对改动再确认更正。", "The month has figures already; check what would change and confirm.")
		}
	}
	if err := w.tx.Where("period = ? AND indicator IN ?", sheet.Period, sheet.Indicators).Delete(&ledger.Score{}).Error; err != nil {
		return nil, failed("replace scores", err)
	}
	if len(sheet.Scores) > 0 {
		if err := w.tx.CreateInBatches(sheet.Scores, 500).Error; err != nil {
			return nil, failed("add scores", err)
		}
	}
	before, after, err := w.said(changes)
	if err != nil {
		return nil, err
	}
	return changes, w.log(action, "scores", monthID(sheet.Period), string(sheet.Period)+" "+strings.Join(sheet.Indicators, "、"), before, after)
}

// said writes changes for an event: 太平桥街道 响应率 and the figure.
func (w *Writer) said(changes []ledger.ScoreChange) (before, after map[string]any, err error) {
	units, err := w.read.Units(w.ctx())
	if err != nil {
		return nil, nil, err
	}
	names := map[string]string{}
	for _, u := range units {
		names[u.Code] = u.Name
	}
	before, after = map[string]any{}, map[string]any{}
	for _, c := range changes {
		k := names[c.UnitCode] + " " + c.Indicator
		if c.Before != nil {
			before[k] = *c.Before
		}
		if c.After != nil {
			after[k] = *c.After
		}
	}
	return before, after, nil
}

// SaveScoreRule adds a rule, or rewrites the one that begins in the same month.
func (w *Writer) SaveScoreRule(rule ledger.ScoreRule) error {
	var before any
	rules, err := w.read.ScoreRules(w.ctx())
	if err != nil {
		return err
	}
	for _, r := range rules {
		if r.From == rule.From {
			before = r
		}
	}
	rule.CreatedAt, rule.CreatedBy = w.time(), w.actor.Name
	if err := w.tx.Save(&rule).Error; err != nil {
		return failed("save rule of scores", err)
	}
	return w.log("save", "score-rule", monthID(rule.From), string(rule.From), before, rule)
}

// DropScoreRule takes a rule away; the one before it holds again from its month on.
func (w *Writer) DropScoreRule(from ledger.Period) error {
	before, err := first[ledger.ScoreRule](w.tx.Where(`"from" = ?`, from), "rule of scores",
		ledger.Mistake(ledger.NotFound, "from", "没有从 %s 起执行的算法。", "No rule begins in %s.", from))
	if err != nil {
		return err
	}
	if err := w.tx.Where(`"from" = ?`, from).Delete(&ledger.ScoreRule{}).Error; err != nil {
		return failed("drop rule of scores", err)
	}
	return w.log("drop", "score-rule", monthID(from), string(from), before, nil)
}

// Approve puts an approval on record and in force. A Conflict tells that one is in force already.
func (w *Writer) Approve(a ledger.Approval) error {
	if err := a.Check(ledger.DateOf(w.now())); err != nil {
		return err
	}
	switch _, inForce, err := w.read.Approval(w.ctx(), a.Subject); {
	case err != nil:
		return err
	case inForce:
		return ledger.Mistake(ledger.Conflict, "subject", "已经有一份批准在执行。", "An approval is in force already.")
	}
	a.ID, a.CreatedAt, a.CreatedBy, a.EndedAt, a.EndedBy = 0, w.time(), w.actor.Name, nil, ""
	if err := w.create("approval", &a); err != nil {
		return err
	}
	return w.log("approve", a.Subject, a.ID, "", nil, a)
}

// EndApproval takes the approval in force of a subject out of force; it stays on record.
func (w *Writer) EndApproval(subject string) error {
	a, inForce, err := w.read.Approval(w.ctx(), subject)
	switch {
	case err != nil:
		return err
	case !inForce:
		return ledger.Mistake(ledger.NotFound, "subject", "没有在执行的批准。", "No approval is in force.")
	}
	now := w.time()
	a.EndedAt, a.EndedBy = &now, w.actor.Name
	if err := w.tx.Save(&a).Error; err != nil {
		return failed("end approval", err)
	}
	return w.log("end", subject, a.ID, "", a, nil)
}
