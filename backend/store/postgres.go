package store

import (
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"gorm.io/gorm"
)

// What is PostgreSQL's own and not every database's stands here and in the files postgres_*.go.

var postgresDialect = dialect{
	goose: goose.DialectPostgres, folder: "migrations/postgres", options: oneMigrates(),
	at:    "CAST(at AS TEXT) || ':00'", // connections are told to show times in UTC: +00
	given: "SELECT id FROM last_event", written: "e.updated_at",
	marked:    numbered,
	queue:     "SELECT id FROM last_event FOR UPDATE",
	gave:      gaveAndTold,
	spelled:   inLetters,
	searching: searchingText,
	booleans:  serverBooleans, loosen: loosenKeys, goOn: goOnOnServer,
	damage: noDamage,
	size:   "SELECT pg_database_size(current_database())",
}

// noDamage: a server has no check of its own; what is damaged is found when the rows are read.
func noDamage(*gorm.DB) ([]string, error) { return nil, nil }

// oneMigrates lets of several copies that start at once one bring the schema up to date, and the others wait for it.
func oneMigrates() []goose.ProviderOption {
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300)) // each second, for five minutes
	if err != nil {
		panic(err) // two positive numbers are always taken
	}
	return []goose.ProviderOption{goose.WithSessionLocker(locker)}
}

// searchingText joins what the search finds. OFFSET 0 has it found first: else the server may walk through the whole ledger in the
// list's order, and read the words of each entry.
func searchingText(b branch, all []phrase) branch {
	where, args := "to_tsvector('simple', grams) @@ to_tsquery('simple', ?)", []any{lexemes(all)}
	for _, p := range all {
		if len(p.grams) > 1 { // the index knows that they are there, and the text, in what order
			where, args = where+" AND strpos(grams, ?) > 0", append(args, inLetters(strings.Join(p.grams, " ")))
		}
	}
	return branch{
		table: "(SELECT rowid FROM entry_search WHERE " + where + " OFFSET 0) AS s CROSS JOIN " + b.table,
		args:  args,
		where: append([]condition{{"e.id = s.rowid", nil}}, b.where...),
	}
}

// lexemes writes what must be there, as PostgreSQL reads it.
func lexemes(all []phrase) string {
	var terms []string
	for _, p := range all {
		for _, g := range p.grams {
			term := inLetters(g)
			if p.begins {
				term += ":*"
			}
			terms = append(terms, term)
		}
	}
	return strings.Join(terms, " & ")
}

// inLetters spells each character as four letters of a to p. What the server takes for a word depends on its locale, and these
// are words in every one.
func inLetters(grams string) string {
	const letters = "abcdefghijklmnop"
	spelled := make([]byte, 0, 3*len(grams))
	for _, c := range grams {
		if c == ' ' {
			spelled = append(spelled, ' ')
			continue
		}
		spelled = append(spelled, letters[c>>12&15], letters[c>>8&15], letters[c>>4&15], letters[c&15])
	}
	return string(spelled)
}
