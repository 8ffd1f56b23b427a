package notice

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

const (
	token  = "token-geheim"
	secret = "SECgeheim"
)

// robot answers as a maker's robot does: it takes a message that is rightly signed, in time and short enough.
type robot struct {
	kind  ledger.ChannelKind
	now   time.Time
	texts []string
}

func (r *robot) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	var said struct {
		MsgType   string `json:"msgtype"`
		Text      struct{ Content string }
		MsgTypeF  string `json:"msg_type"`
		Content   struct{ Text string }
		Timestamp string
		Sign      string
	}
	if req.Method != http.MethodPost || !strings.HasPrefix(req.Header.Get("Content-Type"), "application/json") || json.Unmarshal(body, &said) != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	q := req.URL.Query()
	answer := func(field, words string, code int, says string) {
		fmt.Fprintf(w, `{%q:%d,%q:%q}`, field, code, words, says)
	}
	switch r.kind {
	case ledger.DingTalk:
		at, _ := strconv.ParseInt(q.Get("timestamp"), 10, 64)
		switch {
		case q.Get("access_token") != token:
			answer("errcode", "errmsg", 300005, "token is not exist")
			return
		case math.Abs(float64(r.now.UnixMilli()-at)) > 3600_000 || q.Get("sign") != hashed([]byte(secret), []byte(fmt.Sprintf("%d\n%s", at, secret))):
			answer("errcode", "errmsg", 310000, "sign not match")
			return
		}
		r.texts = append(r.texts, said.Text.Content)
		answer("errcode", "errmsg", 0, "ok")
	case ledger.WeCom:
		if q.Get("key") != token {
			answer("errcode", "errmsg", 93000, "invalid webhook url")
			return
		}
		if len(said.Text.Content) > 2048 {
			answer("errcode", "errmsg", 40058, "text.content exceed max length 2048")
			return
		}
		r.texts = append(r.texts, said.Text.Content)
		answer("errcode", "errmsg", 0, "ok")
	case ledger.Feishu:
		at, _ := strconv.ParseInt(said.Timestamp, 10, 64)
		if !strings.HasSuffix(req.URL.Path, token) || math.Abs(float64(r.now.Unix()-at)) > 3600 || said.Sign != hashed([]byte(fmt.Sprintf("%d\n%s", at, secret)), nil) {
			answer("code", "msg", 19021, "sign match fail or timestamp is not within one hour from current time")
			return
		}
		if said.MsgTypeF != "text" {
			answer("code", "msg", 9499, "Bad Request")
			return
		}
		r.texts = append(r.texts, said.Content.Text)
		answer("code", "msg", 0, "success")
	}
}

func hashed(key, text []byte) string {
	h := hmac.New(sha256.New, key)
	h.Write(text)
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

// hooked starts a robot and returns it with its channel and a sender that may reach it.
func hooked(t *testing.T, kind ledger.ChannelKind) (*robot, ledger.Channel, Sender) {
	t.Helper()
	r := &robot{kind: kind, now: noon}
	s := httptest.NewServer(r)
	t.Cleanup(s.Close)
	path := map[ledger.ChannelKind]string{ledger.DingTalk: "/robot/send?access_token=" + token, ledger.WeCom: "/cgi-bin/webhook/send?key=" + token, ledger.Feishu: "/open-apis/bot/v2/hook/" + token}
	return r, ledger.Channel{Kind: kind, Name: "群", Target: s.URL + path[kind], Secret: secret, Active: true}, Sender{Allowed: []string{s.URL}, Now: func() time.Time { return noon }}
}

var makers = []ledger.ChannelKind{ledger.DingTalk, ledger.WeCom, ledger.Feishu}

func TestEveryKindOfChannelCanBeSentTo(t *testing.T) {
	for _, i := range ledger.ChannelKinds {
		if (robots[i.Kind] != nil) != (len(i.Hosts) > 0) || i.Kind != ledger.Mail && robots[i.Kind] == nil {
			t.Errorf("%s has no robot, or no hosts that it may be on", i.Kind)
		}
	}
}

func TestRobotsTakeWhatIsRightlySigned(t *testing.T) {
	for _, kind := range makers {
		r, c, s := hooked(t, kind)
		m := Compose(rows(40), c, ledger.UsualReminders, "2024-09-20")
		if err := s.Send(t.Context(), c, m, "k"); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		if len(r.texts) != 1 || r.texts[0] != m.Text {
			t.Errorf("%s took %q", kind, r.texts)
		}
		s.Now = func() time.Time { return noon.Add(2 * time.Hour) }
		if err := s.Send(t.Context(), c, m, "k"); (err != nil) != kind.Info().Signed {
			t.Errorf("%s, signed for another hour: %v", kind, err)
		}
		s.Now = func() time.Time { return noon }
		c.Secret = "SECwrong"
		if err := s.Send(t.Context(), c, m, "k"); (err != nil) != kind.Info().Signed {
			t.Errorf("%s, wrongly signed: %v", kind, err)
		}
		c.Target = strings.ReplaceAll(c.Target, token, "token-other")
		if err := s.Send(t.Context(), c, m, "k"); err == nil || strings.Contains(err.Error(), "token-other") || strings.Contains(err.Error(), "SEC") {
			t.Errorf("%s with another key: %v", kind, err)
		}
	}
}

// Where a message goes is settled by whoever set the channel: no other host, no redirect, no robot's key in what is said of a failure.
func TestRobotsCannotBeLedElsewhere(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a redirect was followed") }))
	defer elsewhere.Close()
	answers := map[string]http.HandlerFunc{
		"a redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+"/", http.StatusTemporaryRedirect)
		},
		"an error":       func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "bad gateway", http.StatusBadGateway) },
		"no JSON":        func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>ok") },
		"other JSON":     func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"ok":true}`) },
		"a broken reply": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	}
	for name, answer := range answers {
		server := httptest.NewServer(answer)
		defer server.Close()
		s := Sender{Allowed: []string{server.URL, elsewhere.URL}, Now: func() time.Time { return noon }}
		for _, kind := range makers {
			c := ledger.Channel{Kind: kind, Target: server.URL + "/hook?access_token=" + token, Secret: secret}
			if err := s.Send(t.Context(), c, Test(c), "k"); err == nil || strings.Contains(err.Error(), token) || strings.Contains(err.Error(), secret) {
				t.Errorf("%s, %s: %v", name, kind, err)
			}
		}
		s.Allowed = nil
		c := ledger.Channel{Kind: ledger.DingTalk, Target: server.URL}
		if m := ledger.AsMistake(s.Send(t.Context(), c, Test(c), "k")); m == nil || m.Field != "target" {
			t.Errorf("%s: a host that nobody allowed was posted to: %v", name, m)
		}
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	c := ledger.Channel{Kind: ledger.WeCom, Target: gone.URL + "/?key=" + token}
	if err := (Sender{Allowed: []string{gone.URL}, Now: time.Now}).Send(t.Context(), c, Test(c), "k"); err == nil || strings.Contains(err.Error(), token) {
		t.Errorf("nobody there: %v", err)
	}
}
