package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"taizhang/backend/ledger"
)

// Every command and every flag explains itself in both languages.
func TestHelpIsInBothLanguages(t *testing.T) {
	var c commands
	parser, err := kong.New(&c, kong.Name("taizhang"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	eachHelp(parser.Model.Node, func(key, own string, help *string) {
		n++
		if helpZH[key] == "" && helpZH[own] == "" || *help == "" {
			t.Errorf("%s says %q in English, %q in Chinese", own, *help, helpZH[key])
		}
	})
	if n < 60 {
		t.Errorf("only %d commands and flags found", n)
	}
	helpIn(ledger.Chinese, parser.Model)
	if parser.Model.Children[0].Help != helpZH["serve"] {
		t.Errorf("in Chinese serve says %q", parser.Model.Children[0].Help)
	}
}

// help and --help say the same, of everything and of one command.
func TestHelpCommand(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"help", "export"}} {
		var out, said bytes.Buffer
		if code := run(t.Context(), args, streams{strings.NewReader(""), &out, &said}); code != 0 || !strings.Contains(out.String(), "taizhang") || said.Len() > 0 {
			t.Errorf("%v: code %d, %q, %q", args, code, out.String(), said.String())
		}
	}
}
