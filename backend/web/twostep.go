package web

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/boombuler/barcode/qr"
	"github.com/gin-gonic/gin"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// What a session holds between the steps of signing in and while a second one is being set up.
const (
	sessionHalf   = "half"   // whose password was right
	sessionHalfAt = "halfAt" // and when
	sessionNext   = "next"
	sessionSecret = "secret" // of the device that is being set up
	sessionEnrol  = "enrol"  // the role asks for a second step, and there is none yet
)

const (
	halfLife      = 5 * time.Minute
	timeStep      = 30 // seconds, as every authenticator counts
	recoveryCodes = 10
	issuer        = "督查台账"
)

// stepOf tells of which time step a code is, the clocks being half a minute apart at most (RFC 6238).
func stepOf(code, secret string, now time.Time) (int64, bool) {
	at := now.Unix() / timeStep
	for _, step := range []int64{at, at - 1, at + 1} {
		want, err := hotp.GenerateCode(secret, uint64(step))
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return step, true
		}
	}
	return 0, false
}

// passCode takes a code of the person's device, or a recovery code in its place.
func (s *Server) passCode(c *gin.Context, u *ledger.User) error {
	if err := s.attempts.locked(c.Request.Context(), c.ClientIP(), u.Name); err != nil {
		return err
	}
	code := strings.ToLower(strings.NewReplacer(" ", "", "-", "", "　", "").Replace(c.PostForm("code")))
	actor := s.actor(c)
	actor.Name = u.Name
	err := s.Store.Write(c.Request.Context(), actor, func(w *store.Writer) error {
		if len(code) == 6 {
			return w.PassTwoStep(u.ID, func(secret string) (int64, bool) { return stepOf(code, secret, s.Now()) })
		}
		return w.UseRecovery(u.ID, HashSecret(code))
	})
	m := ledger.AsMistake(err)
	if m == nil || m.Code != ledger.Unauthorized {
		return err
	}
	return s.countFailure(c, u.Name, m)
}

// half keeps in the session that the password was right, and asks for the code.
func (s *Server) half(c *gin.Context, name, next string) error {
	ctx := c.Request.Context()
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, sessionHalf, name)
	s.sessions.Put(ctx, sessionHalfAt, s.Now().Unix())
	s.sessions.Put(ctx, sessionNext, safePath(next))
	return goTo(c, "/sign-in/code")
}

// halfway is who is between the steps; nil for nobody, or after halfLife.
func (s *Server) halfway(c *gin.Context) (*ledger.User, error) {
	ctx := c.Request.Context()
	name := s.sessions.GetString(ctx, sessionHalf)
	if name == "" || s.Now().Sub(time.Unix(s.sessions.GetInt64(ctx, sessionHalfAt), 0)) > halfLife {
		return nil, nil
	}
	u, err := s.Store.User(ctx, name)
	if isNotFound(err) || err == nil && (!u.Active || !u.TwoStep) {
		return nil, nil
	}
	return u, err
}

func (s *Server) showCode(c *gin.Context) error {
	u, err := s.halfway(c)
	if err != nil {
		return err
	}
	if u == nil {
		return goTo(c, "/sign-in")
	}
	return show(c, http.StatusOK, pages.SignInCode(pages.SignInCodePage{Base: s.plainBase(c)}))
}

// signInByCode is the second step of signing in.
func (s *Server) signInByCode(c *gin.Context) error {
	u, err := s.halfway(c)
	if err != nil {
		return err
	}
	if u == nil {
		return goTo(c, "/sign-in")
	}
	err = s.passCode(c, u)
	if m := ledger.AsMistake(err); m != nil {
		return show(c, statusOf[m.Code], pages.SignInCode(pages.SignInCodePage{Base: s.plainBase(c), Err: m}))
	}
	if err != nil {
		return err
	}
	next := s.sessions.GetString(c.Request.Context(), sessionNext)
	if err := s.attempts.succeeded(c.Request.Context(), u.Name); err != nil {
		return err
	}
	if err := s.begin(c, u.Name, "sign-in"); err != nil {
		return err
	}
	return goTo(c, safePath(next))
}

// enrolling tells whether whoever is signed in must set a second step up before anything else, and leads them there.
func (s *Server) enrolling(c *gin.Context) (bool, error) {
	if isAPI(c) || !s.sessions.GetBool(c.Request.Context(), sessionEnrol) || c.FullPath() == "/sign-out" || strings.HasPrefix(c.FullPath(), "/me/two-step") {
		return false, nil
	}
	if c.Request.Method != http.MethodGet || isPart(c) {
		return true, ledger.Mistake(ledger.Unauthorized, "", "您的角色须先设置两步验证，请打开“我的账号”设置。", "Your role needs two-step sign-in; set it up under My account first.")
	}
	c.Redirect(http.StatusSeeOther, "/me/two-step")
	c.Abort()
	return true, nil
}

// mustEnrol tells whether the role of a person without a second step asks for one.
func (s *Server) mustEnrol(c *gin.Context, u *ledger.User) (bool, error) {
	if u.TwoStep {
		return false, nil
	}
	roles, err := s.Store.TwoStepRoles(c.Request.Context())
	return slices.Contains(roles, u.Role), err
}

// newRecovery makes recovery codes, and what is kept of them.
func newRecovery() (codes, hashes []string) {
	for range recoveryCodes {
		code := strings.ToLower(rand.Text()[:10])
		codes, hashes = append(codes, code[:5]+"-"+code[5:]), append(hashes, HashSecret(code))
	}
	return codes, hashes
}

// newDevice is the address of a fresh secret as authenticators read it.
func newDevice(name, secret string) (*pages.Device, error) {
	address := (&url.URL{Scheme: "otpauth", Host: "totp", Path: "/" + issuer + ":" + name, RawQuery: url.Values{"secret": {secret}, "issuer": {issuer}}.Encode()}).String()
	code, err := qr.Encode(address, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("draw code: %w", err)
	}
	d := &pages.Device{Secret: secret, Size: code.Bounds().Dx()}
	var path strings.Builder
	for y := range d.Size {
		for x := range d.Size {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	d.Path = path.String()
	return d, nil
}

func newSecret(name string) (string, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: name})
	if err != nil {
		return "", fmt.Errorf("make secret: %w", err)
	}
	return key.Secret(), nil
}
