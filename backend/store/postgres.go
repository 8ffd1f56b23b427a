package store

import (
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// What is PostgreSQL's own and not every database's stands here and in the files postgres_*.go.

var postgresDialect = dialect{
	goose: goose.DialectPostgres, folder: "migrations/postgres", options: oneMigrates(),
	at:        "CAST(at AS TEXT) || ':00'", // connections are told to show times in UTC: +00
	given:     "SELECT id FROM last_event",
	queue:     "SELECT id FROM last_event FOR UPDATE",
	gave:      "UPDATE last_event SET id = ?",
	spelled:   inLetters,
	searching: searchingText,
}

// oneMigrates lets of several copies that start at once one bring the schema up to date, and the others wait for it.
func oneMigrates() []goose.ProviderOption {
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300)) // each second, for five minutes
	if err != nil {
		panic(err) // two positive numbers are always taken
	}
	return []goose.ProviderOption{goose.WithSessionLocker(locker)}
}

// searchingText joins what the index finds.
func searchingText(b branch, all []phrase) branch {
	return branch{
		table: "entry_search AS s CROSS JOIN " + b.table,
		where: append([]condition{{"to_tsvector('simple', s.grams) @@ to_tsquery('simple', ?) AND e.id = s.rowid", []any{textQuery(all)}}}, b.where...),
	}
}

// textQuery writes a search as PostgreSQL reads it: every phrase must be found.
func textQuery(all []phrase) string {
	terms := make([]string, len(all))
	for i, p := range all {
		terms[i] = strings.ReplaceAll(inLetters(strings.Join(p.grams, " ")), " ", " <-> ")
		if p.begins {
			terms[i] += ":*"
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
