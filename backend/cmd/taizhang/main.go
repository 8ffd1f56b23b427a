// Command taizhang is the whole system: the server and the commands beside it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // the district's time zone, on machines that have no zone files

	"github.com/alecthomas/kong"

	"taizhang/backend/ledger"
	"taizhang/backend/web"
)

// version is set by the linker for a release.
var version = "dev"

// streams are what a command reads and writes; tests give their own.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// commands is the command line: every flag can be set by an environment variable as well.
type commands struct {
	Serve   serveCommand   `cmd:"" help:"Serve the pages and the API."`
	Import  importCommand  `cmd:"" help:"Bring a report into the ledger, as the upload page does."`
	Extract extractCommand `cmd:"" help:"Read a report and print what it says; needs no database."`
	Eval    evalCommand    `cmd:"" help:"Score the extraction against a folder of gold files; needs no database."`
	Export  exportCommand  `cmd:"" help:"Write the ledger as xlsx, docx, csv, json or ics, or a paper of it."`
	Units   struct {
		Load   unitsLoadCommand   `cmd:"" help:"Load a register of units from a csv file of the form of seeds/units.csv."`
		Export unitsExportCommand `cmd:"" help:"Write the register of units as such a file."`
	} `cmd:"" help:"The register of units."`
	Themes struct {
		Load   themesLoadCommand   `cmd:"" help:"Load themes from a yaml file of the form of seeds/themes.yaml."`
		Export themesExportCommand `cmd:"" help:"Write the themes as such a file."`
	} `cmd:"" help:"The themes and the words that point to them."`
	Words struct {
		Load   wordsLoadCommand   `cmd:"" help:"Load the office's own words: a line names a list, then its words."`
		Export wordsExportCommand `cmd:"" help:"Write the office's own words as such a file, with every list there is."`
	} `cmd:"" help:"The words that an office adds to those that reports are read by."`
	Token struct {
		Create tokenCreateCommand `cmd:"" help:"Make a token for a program; it is shown this once."`
		List   tokenListCommand   `cmd:"" help:"List the tokens of programs: name, role, unit, made, last used."`
		Revoke tokenRevokeCommand `cmd:"" help:"End a program's token at once."`
	} `cmd:"" help:"Tokens for the API."`
	User struct {
		Add userAddCommand `cmd:"" help:"Add a person who signs in with name and password."`
	} `cmd:"" help:"People who may sign in."`
	Audit struct {
		Verify auditVerifyCommand `cmd:"" help:"Check that no row of the audit log was changed, removed or reordered."`
		Anchor auditAnchorCommand `cmd:"" help:"Print the end of the audit log on one line, to be kept elsewhere for verify --anchor."`
		Trim   auditTrimCommand   `cmd:"" help:"Trim old rows behind a sealed checkpoint, into an archive."`
	} `cmd:"" help:"The audit log: who did what."`
	Remind  remindCommand  `cmd:"" help:"Ask by rule what is to be asked today and send what waits, as the server does by itself."`
	Backup  backupCommand  `cmd:"" help:"Back the whole ledger up into a folder, while it is being used."`
	Restore restoreCommand `cmd:"" help:"Restore a backup into an empty data folder or PostgreSQL database."`
	Doctor  doctorCommand  `cmd:"" help:"Check a system and say what to do; without --repair it only reads."`
	Copy    copyCommand    `cmd:"" help:"Copy a whole ledger between data folders and PostgreSQL databases, row by row, and check the copy."`
	Bench   benchCommand   `cmd:"" help:"Measure how fast this machine does the work, on made-up entries, beside the least that it can cost."`
	Rules   rulesCommand   `cmd:"" help:"Print the extraction rules as a page of the documentation."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// run runs one command line and returns its exit code: 0, 1 for a command that failed, 2 for one that cannot be read.
func run(ctx context.Context, args []string, s streams) (code int) {
	var c commands
	exit := -1
	parser, err := kong.New(&c, kong.Name("taizhang"), kong.Description("A district's follow-up ledger: reports of meetings come in, tasks are followed until they are struck off."),
		kong.UsageOnError(), kong.Help(printHelp), kong.Writers(s.out, s.err), kong.Exit(func(code int) { exit = code }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(s))
	if err != nil {
		fmt.Fprintln(s.err, "taizhang:", err)
		return 2
	}
	helpIn(terminalLanguage(), parser.Model)
	if len(args) == 0 {
		args = []string{"--help"}
	} else if args[0] == "help" {
		args = append(args[1:], "--help")
	}
	parsed, err := parser.Parse(args)
	switch {
	case exit >= 0:
		return exit
	case err != nil:
		fmt.Fprintln(s.err, "taizhang:", explain(err))
		return 2
	}
	if err := parsed.Run(); err != nil {
		fmt.Fprintln(s.err, "taizhang:", inWords(err))
		return 1
	}
	return 0
}

// explain adds to a complaint about an unknown flag or command which ones there are.
func explain(err error) string {
	var p *kong.ParseError
	if !errors.As(err, &p) {
		return err.Error()
	}
	switch at := p.Context.Selected(); {
	case strings.Contains(err.Error(), "unknown flag"):
		var names []string
		for _, f := range p.Context.Flags() {
			names = append(names, "--"+f.Name)
		}
		return err.Error() + "; the flags are " + strings.Join(names, " ")
	case at == nil:
		return err.Error() + "; the commands are " + commandNames(p.Context.Model.Node)
	case !at.Leaf():
		return err.Error() + "; the commands are " + commandNames(at)
	}
	return err.Error()
}

func commandNames(n *kong.Node) string {
	var names []string
	for _, child := range n.Children {
		names = append(names, child.Name)
	}
	return strings.Join(names, " ")
}

// inWords says an error as a person reads it: a mistake in the language of the terminal, anything else as it is.
func inWords(err error) string {
	if m := ledger.AsMistake(err); m != nil {
		return m.Words.In(terminalLanguage())
	}
	return err.Error()
}

func terminalLanguage() ledger.Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := os.Getenv(name); locale != "" {
			locale, _, _ = strings.Cut(locale, ".")
			return web.LanguageOf(strings.ReplaceAll(locale, "_", "-"))
		}
	}
	return ledger.Chinese
}

type versionCommand struct{}

// Run prints the version alone, for scripts.
func (versionCommand) Run(s streams) error {
	_, err := fmt.Fprintln(s.out, "taizhang", version)
	return err
}

// clock is the time now; commands pass it on so that nothing below them reads a clock by itself.
func clock() time.Time { return time.Now() }
