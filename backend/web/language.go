package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/language"

	"taizhang/backend/ledger"
)

const languageCookie = "lang"

var languages = language.NewMatcher([]language.Tag{language.Chinese, language.English})

// LanguageOf picks the reader's language from an Accept-Language header or a locale's name; Chinese where it says nothing.
func LanguageOf(accept string) ledger.Lang {
	tags, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(tags) == 0 {
		return ledger.Chinese
	}
	if _, i, sure := languages.Match(tags...); i == 1 && sure != language.No {
		return ledger.English
	}
	return ledger.Chinese
}

// readerLanguage is the reader's: what they switched to, otherwise what their browser asks for.
func readerLanguage(c *gin.Context) ledger.Lang { return languageOf(c.Request) }

func languageOf(r *http.Request) ledger.Lang {
	if cookie, err := r.Cookie(languageCookie); err == nil && (cookie.Value == "zh" || cookie.Value == "en") {
		return ledger.Lang(cookie.Value)
	}
	return LanguageOf(r.Header.Get("Accept-Language"))
}

func (s *Server) setLanguage(c *gin.Context) error {
	lang := c.PostForm("lang")
	if lang != "zh" && lang != "en" {
		return ledger.Mistake(ledger.BadRequest, "lang", "语言只有 zh 和 en。", "The language is zh or en.")
	}
	http.SetCookie(c.Writer, &http.Cookie{Name: languageCookie, Value: lang, Path: "/", MaxAge: 365 * 24 * 3600, SameSite: http.SameSiteLaxMode, HttpOnly: true, Secure: s.Secure})
	return goTo(c, safePath(c.PostForm("next")))
}
