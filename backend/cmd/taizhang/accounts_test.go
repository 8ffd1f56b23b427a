package main

import (
	"net"
	"strings"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// Whoever reads the terminal must not get in as the owner once the office has closed that account.
func TestClosedFirstUserGetsNoLink(t *testing.T) {
	db, err := data{Data: t.TempDir(), Timezone: "Asia/Shanghai"}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	addr := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}
	said := func(want bool) {
		t.Helper()
		line, err := signInLink(t.Context(), db, "http://"+addr.String())
		if err != nil || strings.Contains(line, "/enter/") != want || !strings.Contains(line, "127.0.0.1:8080") {
			t.Errorf("said %q, %v", line, err)
		}
	}
	said(true)
	first, err := db.User(t.Context(), firstUser)
	if err != nil || first.Role != ledger.Owner {
		t.Fatalf("the first user is %+v, %v", first, err)
	}
	if err := db.Write(t.Context(), command, func(w *store.Writer) error {
		if _, err := w.AddUser(ledger.User{Name: "安全员", Account: ledger.Account{Role: ledger.SecurityAdmin}}); err != nil {
			return err
		}
		_, err := w.SetAccount(first.ID, first.Account, false)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	said(false)
}

func TestAccountsOnTheCommandLine(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", t.TempDir())
	must(t, "three green kettles\n", "user", "add", "李桥", "--role", "liaison", "--unit", "110106002")
	must(t, "", "token", "create", "--name", "大屏", "--role", "leader")
	for line, want := range map[string]string{
		"user add 赵 --role chief":                            "no role",
		"user add 赵 --role liaison":                          "needs a unit",
		"user add 赵 --role liaison --unit 000":               "000",
		"token create --name x --role liaison":               "needs a unit",
		"user add 李桥 --role clerk":                           "already",
		"token create --name y --role leader --unit 1":       "no unit with the name or code",
		"token create --name y --role auditor --unit 110106": "not bound to a unit",
	} {
		if code, _, errs := taizhang(t, "three green kettles\n", strings.Fields(line)...); code != 1 || !strings.Contains(errs, want) {
			t.Errorf("%s: exit %d: %s", line, code, errs)
		}
	}
	if code, _, errs := taizhang(t, "Password2024\n", "user", "add", "赵"); code != 1 || !strings.Contains(errs, "common") {
		t.Errorf("exit %d: %s", code, errs)
	}
}
