package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/term"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

const leastPassword = 10

type tokenCreateCommand struct {
	data
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
	secret := newSecret()
	if err := db.Write(ctx, command, func(w *store.Writer) error { return w.AddToken(t.Name, web.HashSecret(secret)) }); err != nil {
		return err
	}
	fmt.Fprintln(s.err, terminalLanguage().T("令牌只显示这一次，请保存好：", "The token is shown this once; keep it:"))
	fmt.Fprintln(s.out, secret)
	return nil
}

type userAddCommand struct {
	data
	Name string `arg:"" help:"The name to sign in with."`
}

// Run adds a person. The password is asked for on the terminal, or read as the first line of standard input.
func (u userAddCommand) Run(ctx context.Context, s streams) error {
	name := strings.TrimSpace(u.Name)
	if name == "" || utf8.RuneCountInString(name) > 50 {
		return ledger.Mistake(ledger.Invalid, "name", "用户名要有 1 到 50 个字。", "The name needs 1 to 50 characters.")
	}
	password, err := askPassword(s)
	if err != nil {
		return err
	}
	if utf8.RuneCountInString(password) < leastPassword {
		return ledger.Mistake(ledger.Invalid, "password", "密码至少 %d 个字符。", "The password needs %d characters at least.", leastPassword)
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
		_, err := w.AddUser(name, hash)
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
