package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"taizhang/backend/ledger"
)

// twoStep is what a person's second step is checked by.
type twoStep struct {
	UserID    int64 `gorm:"primaryKey;autoIncrement:false"`
	Secret    string
	Step      int64
	CreatedAt time.Time
}

// recoveryCode stands in for the device, once.
type recoveryCode struct {
	Hash   string `gorm:"primaryKey"`
	UserID int64
}

// TwoStepRoles lists the roles that must sign in with a second step.
func (r *Reader) TwoStepRoles(ctx context.Context) ([]ledger.OfficeRole, error) {
	return scan[ledger.OfficeRole](ctx, r.db, "roles with a second step", "SELECT role FROM two_step_roles ORDER BY role")
}

// RecoveryCodes tells how many recovery codes a person has left.
func (r *Reader) RecoveryCodes(ctx context.Context, userID int64) (int, error) {
	n, err := scan[int](ctx, r.db, "recovery codes", "SELECT count(*) FROM recovery_codes WHERE user_id = ? AND used_at IS NULL", userID)
	return append(n, 0)[0], err
}

// StartTwoStep has a person sign in with a second step from now on, by the secret that their device holds too; step is that
// of the code which showed so. The recovery codes are given by their hashes.
func (w *Writer) StartTwoStep(userID int64, secret string, step int64, recovery []string) error {
	if err := w.setTwoStep(userID, true); err != nil {
		return err
	}
	row := twoStep{UserID: userID, Secret: secret, Step: step, CreatedAt: w.time()}
	if err := w.tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
		return failed("start two-step sign-in", err)
	}
	return w.keepRecovery("two-step-on", userID, recovery)
}

// RenewRecovery gives a person other recovery codes; the former ones are void.
func (w *Writer) RenewRecovery(userID int64, recovery []string) error {
	return w.keepRecovery("recovery-codes", userID, recovery)
}

func (w *Writer) keepRecovery(action string, userID int64, hashes []string) error {
	if err := w.tx.Where("user_id = ?", userID).Delete(&recoveryCode{}).Error; err != nil {
		return failed("void recovery codes", err)
	}
	for _, h := range hashes {
		if err := w.create("recovery code", &recoveryCode{h, userID}); err != nil {
			return err
		}
	}
	return w.logTwoStep(action, userID)
}

func (w *Writer) logTwoStep(action string, userID int64) error {
	u, err := w.read.UserByID(w.ctx(), userID)
	if err != nil {
		return err
	}
	return w.log(action, "user", userID, u.Name, nil, nil)
}

func (w *Writer) setTwoStep(userID int64, on bool) error {
	return failed("set two-step sign-in", w.tx.Model(&ledger.User{ID: userID}).Update("two_step", on).Error)
}

// EndTwoStep lets a person sign in with the password alone; action says whether they did so or somebody did for them.
func (w *Writer) EndTwoStep(action string, userID int64) error {
	if err := w.setTwoStep(userID, false); err != nil {
		return err
	}
	for _, row := range []any{&twoStep{}, &recoveryCode{}} {
		if err := w.tx.Where("user_id = ?", userID).Delete(row).Error; err != nil {
			return failed("end two-step sign-in", err)
		}
	}
	return w.logTwoStep(action, userID)
}

// errWrongCode says that a code is none of the person's, or was used.
var errWrongCode = ledger.Mistake(ledger.Unauthorized, "code", "验证码不对，或者已经用过。请等下一个验证码再试。", "The code is wrong or was used already. Wait for the next one and try again.")

// PassTwoStep takes a code of a person's device: matches tells the time step that it is of, given the secret. A code that is
// of none, or of no later one than the last, is refused.
func (w *Writer) PassTwoStep(userID int64, matches func(secret string) (step int64, ok bool)) error {
	kept, err := find[twoStep](w.tx.Select("user_id", "secret", "step").Where("user_id = ?", userID), "second step")
	if err != nil {
		return err
	}
	if len(kept) == 0 {
		return errWrongCode
	}
	step, ok := matches(kept[0].Secret)
	if !ok || step <= kept[0].Step {
		return errWrongCode
	}
	if err := w.tx.Model(&twoStep{}).Where("user_id = ?", userID).Update("step", step).Error; err != nil {
		return failed("keep time step", err)
	}
	return w.logTwoStep("two-step", userID)
}

// UseRecovery uses the recovery code with that hash up; one that is none of the person's, or was used, is refused.
func (w *Writer) UseRecovery(userID int64, hash string) error {
	q := w.tx.Model(&recoveryCode{}).Where("hash = ? AND user_id = ? AND used_at IS NULL", hash, userID).Update("used_at", w.time())
	switch {
	case q.Error != nil:
		return failed("use recovery code", q.Error)
	case q.RowsAffected == 0:
		return errWrongCode
	}
	return w.logTwoStep("recovery-code", userID)
}

// SetTwoStepRoles says which roles must sign in with a second step.
func (w *Writer) SetTwoStepRoles(roles []ledger.OfficeRole) error {
	for _, r := range roles {
		if !r.Valid() {
			_, err := ledger.FindRole(string(r))
			return err
		}
	}
	before, err := w.read.TwoStepRoles(w.ctx())
	if err != nil {
		return err
	}
	roles = slices.Clone(roles)
	slices.Sort(roles)
	roles = slices.Compact(roles)
	if slices.Equal(before, roles) {
		return nil
	}
	if err := w.tx.Exec("DELETE FROM two_step_roles").Error; err != nil {
		return failed("set roles with a second step", err)
	}
	for _, r := range roles {
		if err := w.tx.Exec("INSERT INTO two_step_roles (role) VALUES (?)", r).Error; err != nil {
			return failed("set roles with a second step", err)
		}
	}
	return w.log("two-step-roles", "user", 0, "", map[string]any{"roles": before}, map[string]any{"roles": roles})
}
