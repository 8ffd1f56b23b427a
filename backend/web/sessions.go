package web

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
)

// liveSessions lists the sessions that still hold of the person of that name, of everybody for "", the last used first.
func (s *Server) liveSessions(c *gin.Context, name string) ([]ledger.Session, error) {
	ctx := c.Request.Context()
	kept, err := s.Store.Sessions().AllCtx(ctx)
	if err != nil {
		return nil, err
	}
	here := keptToken(s.sessions.Token(ctx))
	var all []ledger.Session
	for token, data := range kept {
		_, values, err := sessionCodec{}.Decode(data)
		if err != nil {
			return nil, fmt.Errorf("read session: %w", err)
		}
		l := ledger.Session{ID: sessionID(token), Here: token == here}
		l.User, _ = values[sessionUser].(string)
		l.Address, _ = values[sessionAddress].(string)
		l.Agent, _ = values[sessionAgent].(string)
		began, _ := values[sessionBegan].(int64)
		seen, _ := values[sessionSeen].(int64)
		l.Began, l.Seen = time.Unix(began, 0), time.Unix(seen, 0)
		if l.User != "" && (name == "" || l.User == name) && s.Now().Sub(l.Seen) <= s.SessionIdle {
			all = append(all, l)
		}
	}
	slices.SortFunc(all, func(a, b ledger.Session) int {
		return cmp.Or(b.Seen.Compare(a.Seen), b.Began.Compare(a.Began), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// keptToken is a session's token as the store has it: hashed (scs's HashTokenInStore).
func keptToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// sessionID names a session on pages.
func sessionID(kept string) string { return HashSecret(kept)[:16] }

// endSessions ends those sessions of a person that which selects, and tells how many.
func (s *Server) endSessions(c *gin.Context, name string, which func(ledger.Session) bool) (n int, err error) {
	live, err := s.liveSessions(c, name)
	if err != nil {
		return 0, err
	}
	ends := map[string]bool{}
	for _, l := range live {
		ends[l.ID] = which(l)
	}
	return s.forget(c.Request.Context(), func(id string) bool { return ends[id] })
}

func (s *Server) forget(ctx context.Context, ends func(id string) bool) (n int, err error) {
	kept, err := s.Store.Sessions().AllCtx(ctx)
	if err != nil {
		return 0, err
	}
	for token := range kept {
		if !ends(sessionID(token)) {
			continue
		}
		if err := s.Store.Sessions().DeleteCtx(ctx, token); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func everySession(ledger.Session) bool { return true }
func elsewhere(l ledger.Session) bool  { return !l.Here }
func sessionNamed(id string) func(ledger.Session) bool {
	return func(l ledger.Session) bool { return l.ID == id }
}
