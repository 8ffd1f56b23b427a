package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// How long the key of a request holds, and how long its answer may take: after that it was lost.
const (
	KeyLife    = 24 * time.Hour
	answerLife = time.Minute
)

// Answer is what a request under a key was answered with.
type Answer struct {
	Status int
	Header map[string]string
	Body   []byte
}

type askedOnce struct {
	Owner, Key, Fingerprint string
	At                      time.Time
	Status                  int
	Header                  string
	Body                    []byte
}

func (askedOnce) TableName() string { return "asked_once" }

// once keeps that a request was carried out, in the transaction that does so: of two at a time one is taken back.
func (w *Writer) once() error {
	o := w.actor.Once
	if o == nil || o.Done {
		return nil
	}
	if err := w.tx.Where("at <= ?", stored(w.now().Add(-KeyLife))).Delete(&askedOnce{}).Error; err != nil {
		return failed("forget old keys", err)
	}
	q := w.tx.Exec("INSERT INTO asked_once (owner, key, fingerprint, at) VALUES (?, ?, ?, ?) ON CONFLICT (owner, key) DO NOTHING", o.Owner, o.Key, o.Fingerprint, w.time())
	if q.Error == nil && q.RowsAffected == 0 {
		return errKeyInUse
	}
	return failed("keep the key of a request", q.Error)
}

var (
	errKeyInUse = ledger.Mistake(ledger.Conflict, ledger.IdempotencyKey, "同一个幂等键的请求正在办理，请稍后再试。", "A request with this key is being carried out; try again shortly.")
	errKeyOther = ledger.Mistake(ledger.Invalid, ledger.IdempotencyKey, "这个幂等键已经用于另一个请求，请换一个新的键。", "This key was used for another request; choose a new one.")
	errNoAnswer = ledger.Mistake(ledger.Conflict, ledger.IdempotencyKey, "这个请求已经办过一次，但当时的答复没有留下（服务器恰在那时停止）。没有重复办理；请查询现在的状态。",
		"This request was carried out once, but its answer was lost: the server stopped just then. It was not done again; look at how things stand.")
)

// AnswerTo is how a request was answered when it was asked under its key before; nil where it was not. A Conflict tells that it
// is being carried out, or that its answer was lost; Invalid that the key was another request's.
func (r *Reader) AnswerTo(ctx context.Context, o ledger.Once) (*Answer, error) {
	rows, err := find[askedOnce](r.db.WithContext(ctx).Where("owner = ? AND key = ? AND at > ?", o.Owner, o.Key, stored(r.now().Add(-KeyLife))), "the key of a request")
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	was := rows[0]
	switch {
	case was.Fingerprint != o.Fingerprint:
		return nil, errKeyOther
	case was.Status == 0 && r.now().Sub(was.At) > answerLife:
		return nil, errNoAnswer
	case was.Status == 0:
		return nil, errKeyInUse
	}
	a := &Answer{Status: was.Status, Body: was.Body}
	if err := json.Unmarshal([]byte(was.Header), &a.Header); err != nil {
		return nil, fmt.Errorf("read the answer to a request: %w", err)
	}
	return a, nil
}

// KeepAnswer keeps how a request that was carried out was answered, to be given again.
func (s *Store) KeepAnswer(ctx context.Context, o ledger.Once, a Answer) error {
	header, err := json.Marshal(a.Header)
	if err != nil {
		return fmt.Errorf("keep the answer to a request: %w", err)
	}
	return failed("keep the answer to a request", s.writer.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return tx.Model(&askedOnce{}).Where("owner = ? AND key = ?", o.Owner, o.Key).Updates(map[string]any{"status": a.Status, "header": string(header), "body": a.Body}).Error
	}))
}
