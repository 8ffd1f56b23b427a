package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alexedwards/argon2id"
	"golang.org/x/term"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

type tokenCreateCommand struct {
	data
	account
	Name string `required:"" help:"What the token is for." env:"TAIZHANG_NAME"`
}

// Run makes a token and prints it alone on the last line; only its hash is kept.
func (t tokenCreateCommand) Run(ctx context.Context, s streams) error {
	if strings.TrimSpace(t.Name) == "" {
		return ledger.Mistake(ledger.Invalid, "name", "请给令牌起一个名字。", "Give the token a name.")
	}
	db, err := t.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	may, err := t.account.account()
	if err != nil {
		return err
	}
	secret := web.NewToken()
	if err := db.Write(ctx, command, func(w *store.Writer) error {
		return w.AddToken(ledger.Token{Name: t.Name, Hash: web.HashSecret(secret), Account: may})
	}); err != nil {
		return err
	}
	fmt.Fprintln(s.err, terminalLanguage().T("令牌只显示这一次，请保存好：", "The token is shown this once; keep it:"))
	fmt.Fprintln(s.out, secret)
	return nil
}

type tokenListCommand struct{ data }

// Run lists the tokens of programs; those of people stand on their own pages.
func (t tokenListCommand) Run(ctx context.Context, s streams) error {
	db, err := t.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	all, err := db.Tokens(ctx, 0)
	for _, k := range all {
		used := "-"
		if k.UsedAt != nil {
			used = k.UsedAt.Format("2006-01-02")
		}
		fmt.Fprintf(s.out, "%s\t%s\t%s\t%s\t%s\n", k.Name, k.Role, k.UnitCode, k.CreatedAt.Format("2006-01-02"), used)
	}
	return err
}

type tokenRevokeCommand struct {
	data
	Name string `arg:"" help:"The token's name."`
}

// Run ends a program's token at once.
func (t tokenRevokeCommand) Run(ctx context.Context, s streams) error {
	db, err := t.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	all, err := db.Tokens(ctx, 0)
	if err != nil {
		return err
	}
	var id int64
	for _, k := range all {
		if k.Name == t.Name {
			id = k.ID
		}
	}
	if err := db.Write(ctx, command, func(w *store.Writer) error { _, err := w.DropToken(0, id); return err }); err != nil {
		return err
	}
	fmt.Fprintln(s.out, terminalLanguage().T("令牌“%s”已撤销。", "Token “%s” is revoked.", t.Name))
	return nil
}

type userAddCommand struct {
	data
	account
	Name string `arg:"" help:"The name to sign in with."`
}

// account is what a person or a program is allowed.
type account struct {
	Role string `help:"owner, clerk, liaison, leader, system-admin, security-admin or auditor." env:"TAIZHANG_ROLE" default:"clerk"`
	Unit string `help:"A liaison's unit, by its code." env:"TAIZHANG_UNIT" placeholder:"CODE"`
}

func (a account) account() (ledger.Account, error) {
	role, err := ledger.FindRole(a.Role)
	may := ledger.Account{Role: role, UnitCode: a.Unit}
	return may, cmp.Or(err, may.Check())
}

// Run adds a person. The password is asked for on the terminal, or read as the first line of standard input.
func (u userAddCommand) Run(ctx context.Context, s streams) error {
	name := strings.TrimSpace(u.Name)
	may, err := u.account.account()
	if err == nil {
		err = ledger.User{Name: name, Account: may}.Check()
	}
	if err != nil {
		return err
	}
	password, err := askPassword(s)
	if err != nil {
		return err
	}
	if err := ledger.CheckPassword(name, password); err != nil {
		return err
	}
	hash, err := argon2id.CreateHash(password, web.PasswordCost)
	if err != nil {
		return fmt.Errorf("hash password: %w", err)
	}
	db, err := u.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	err = db.Write(ctx, command, func(w *store.Writer) error {
		_, err := w.AddUser(ledger.User{Name: name, PasswordHash: hash, Account: may})
		return err
	})
	if err == nil {
		fmt.Fprintln(s.out, terminalLanguage().T("已添加用户 %s。", "Added user %s.", name))
	}
	return err
}

func askPassword(s streams) (string, error) {
	if f, ok := s.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(s.err, terminalLanguage().T("密码：", "Password: "))
		b, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(s.err)
		return string(b), err
	}
	line, err := bufio.NewReader(s.in).ReadString('\n')
	if err == io.EOF {
		err = nil
	}
	return strings.TrimRight(line, "\r\n"), err
}
