package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// Channels lists where reminders are sent, by name, those switched off last.
func (r *Reader) Channels(ctx context.Context) ([]ledger.Channel, error) {
	return find[ledger.Channel](r.db.WithContext(ctx).Order("active DESC, name"), "channels")
}

// Channel returns the channel of that id.
func (r *Reader) Channel(ctx context.Context, id int64) (*ledger.Channel, error) {
	return first[ledger.Channel](r.db.WithContext(ctx).Where("id = ?", id), "channel",
		ledger.Mistake(ledger.NotFound, "channel", "没有这个通道（%d）。", "There is no such channel (%d).", id))
}

// SaveChannel adds a channel, or changes the one of its id. An empty webhook or secret keeps what is there, unless clear asks for
// the secret to go. One switched off gets nothing that still waits. A name that is taken is a Conflict.
func (w *Writer) SaveChannel(c ledger.Channel, clear bool, allowed []string) (*ledger.Channel, error) {
	var before *ledger.Channel
	if c.ID != 0 {
		was, err := w.read.Channel(w.ctx(), c.ID)
		if err != nil {
			return nil, err
		}
		before = was
		if c.Target == "" && c.Kind == was.Kind {
			c.Target = was.Target
		}
		if c.Secret == "" && c.Kind == was.Kind && !clear {
			c.Secret = was.Secret
		}
	}
	if !c.Kind.Info().Signed {
		c.Secret = ""
	}
	c.Name = strings.TrimSpace(c.Name)
	if err := c.Check(allowed); err != nil {
		return nil, err
	}
	if err := w.checkUnit(ledger.Account{UnitCode: c.UnitCode}); err != nil {
		return nil, err
	}
	if before != nil && *before == c {
		return before, nil
	}
	err := w.tx.Save(&c).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return nil, ledger.Mistake(ledger.Conflict, "name", "已有名为“%s”的通道，请换个名称。", "There is a channel “%s” already; choose another name.", c.Name)
	}
	if err != nil {
		return nil, failed("save channel", err)
	}
	if !c.Active {
		if err := w.voidFor(c.ID); err != nil {
			return nil, err
		}
	}
	return &c, w.log("save", "channel", c.ID, c.Name, told(before), told(&c))
}

// voidFor has what waits for a channel go nowhere.
func (w *Writer) voidFor(channel int64) error {
	return failed("void deliveries", w.tx.Model(&ledger.Delivery{}).Where("channel_id = ? AND state = ?", channel, ledger.Waiting).Update("state", ledger.Void).Error)
}

// DropChannel takes a channel away; what waited to go there goes nowhere.
func (w *Writer) DropChannel(id int64) (*ledger.Channel, error) {
	c, err := w.read.Channel(w.ctx(), id)
	if err != nil {
		return nil, err
	}
	if err := w.voidFor(id); err != nil {
		return nil, err
	}
	if err := w.tx.Delete(c).Error; err != nil {
		return nil, failed("drop channel", err)
	}
	return c, w.log("drop", "channel", id, c.Name, told(c), nil)
}

// told is what the audit log says of a channel: nothing that would let anybody use it.
func told(c *ledger.Channel) any {
	if c == nil {
		return nil
	}
	return map[string]any{"kind": c.Kind, "name": c.Name, "unit": c.UnitCode, "target": c.Shown(), "signed": c.Secret != "", "lang": c.Lang, "active": c.Active}
}

// ReminderPolicy is the office's policy; the usual one where it has set none.
func (r *Reader) ReminderPolicy(ctx context.Context) (ledger.ReminderPolicy, error) {
	p := ledger.UsualReminders.Tidy() // with leads of its own to be read into
	_, err := r.setting(ctx, "policy", &p)
	return p, err
}

// SaveReminderPolicy sets the office's policy.
func (w *Writer) SaveReminderPolicy(p ledger.ReminderPolicy) error {
	p = p.Tidy()
	before, err := w.read.ReminderPolicy(w.ctx())
	if err == nil {
		err = p.Check()
	}
	if err != nil {
		return err
	}
	return w.set("policy", p, before, p)
}

// MailServer is the office's mail server with its password; the zero one where none is set.
func (r *Reader) MailServer(ctx context.Context) (m ledger.MailServer, err error) {
	if _, err = r.setting(ctx, "mail", &m); err != nil {
		return m, err
	}
	_, err = r.setting(ctx, "mail password", &m.Password)
	return m, err
}

// SaveMailServer sets the office's mail server. An empty password keeps the one there for the same host and user.
func (w *Writer) SaveMailServer(m ledger.MailServer) error {
	before, err := w.read.MailServer(w.ctx())
	if err == nil {
		err = m.Check()
	}
	if err != nil {
		return err
	}
	if m.Password == "" && m.Host == before.Host && m.User == before.User {
		m.Password = before.Password
	}
	if m == before {
		return nil
	}
	if err := w.put("mail password", m.Password); err != nil {
		return err
	}
	return w.set("mail", m, before, m)
}

func (r *Reader) setting(ctx context.Context, name string, into any) (found bool, err error) {
	rows, err := scan[string](ctx, r.db, "settings of reminders", "SELECT value FROM reminder_settings WHERE name = ?", name)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	if err := json.Unmarshal([]byte(rows[0]), into); err != nil {
		return false, fmt.Errorf("read settings of reminders: %w", err)
	}
	return true, nil
}

func (w *Writer) put(name string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("save settings of reminders: %w", err)
	}
	return failed("save settings of reminders", w.tx.Exec("INSERT INTO reminder_settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, string(data)).Error)
}

// set puts a setting and logs what it changed.
func (w *Writer) set(name string, value, before, after any) error {
	if err := w.put(name, value); err != nil {
		return err
	}
	return w.log("save", "reminder-settings", 0, name, before, after)
}
