// A test in Go of what happens when an answer is lost: it moves the emulator's clock, plans a fault and verifies.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
)

var mock = os.Getenv("BASE")

// token asks for a token, and gives nil if no answer comes.
func token(form url.Values) map[string]any {
	request, _ := http.NewRequest("POST", mock+"/sonetel/SonetelAuth/beta/oauth/token", bytes.NewBufferString(form.Encode()))
	request.SetBasicAuth("sonetel-api", "sonetel-api")
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil
	}
	defer answer.Body.Close()
	var members map[string]any
	json.NewDecoder(answer.Body).Decode(&members)
	return members
}

func account(token map[string]any) int {
	request, _ := http.NewRequest("GET", mock+"/sonetel/account/", nil)
	request.Header.Set("Authorization", "Bearer "+token["access_token"].(string))
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	answer.Body.Close()
	return answer.StatusCode
}

// region control
func control(path string, body map[string]any) bool {
	text, _ := json.Marshal(body)
	answer, err := http.Post(mock+"/_mock/"+path, "application/json", bytes.NewReader(text))
	if err != nil {
		panic(err)
	}
	answer.Body.Close()
	return answer.StatusCode == 200 // an expectation that fails is a 409
}

func main() {
	first := token(url.Values{"grant_type": {"password"}, "username": {"user@example.com"},
		"password": {"password"}, "refresh": {"yes"}})
	fresh := account(first)
	control("clock", map[string]any{"advance": "P2D"}) // an access token lives for a day
	expired := account(first)
	control("faults", map[string]any{"fault": "answer-lost", "service": "sonetel", "grant": "refresh_token"})
	refresh := url.Values{"grant_type": {"refresh_token"},
		"refresh_token": {first["refresh_token"].(string)}, "refresh": {"yes"}}
	lost := token(refresh)  // the token was rotated, and nobody knows the new one
	again := token(refresh) // refused
	verified := control("verify", map[string]any{"refreshes": 2, "neverTwoRefreshesAtOnce": true})
	// endregion

	outcome, _ := json.Marshal(struct {
		Statuses []int          `json:"statuses"`
		Lost     map[string]any `json:"lost"`
		Again    any            `json:"again"`
		Verified bool           `json:"verified"`
	}{[]int{fresh, expired}, lost, again["error"], verified})
	fmt.Println(string(outcome))
}
