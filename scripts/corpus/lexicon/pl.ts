import type { Lexicon } from './lexicon.ts';

export const PL: Lexicon = {
  ignore:
    'ignoruj zignoruj ignorow zignorow pomiń pomij zapomn zapomin odrzuć porzuć obejdź obejść omiń lekceważ nadpis nie+zważaj',
  prior: 'poprzedn wcześniej powyż uprzedn dotychczas do+tej oryginaln pierwotn istniej początkow przedtem wstępn',
  orders:
    'instrukcj poleceń zasad reguł wytyczn dyrektyw rozkaz komend ograniczeń nakaz limit kontekst zakaz wskazów regul',
  reveal:
    'pokaż ujawn wyświetl wydruk powtórz powtarz wypisz zdradź podaj wymień skopiuj udostępn przedstaw wyjaw odsłoń odslon',
  prompt:
    'prompt systemow konfigurac ustawień ukryt+tekst pierwsz+wiadom początkow+wiadom wiadomoś+system komunikat+system instrukcj+system monit+system',
  secret:
    'sekret hasł haseł =klucz klucze =klucza kluczy token poufn ukryt tajn tajem prywatn wewnętrzn poświadczeń dane+logow hasl hasel',
  become:
    'udawa zachowuj wciel odgryw odegraj zagraj wyobraź symuluj jesteś+teraz teraz+jesteś działaj+jako postaci =rolę stań+się =bądź dzialaj+jako',
  free: 'nieogranicz bez+ogranicz bez+cenzur bez+filtr niefiltrow nieocenzur cokolwiek wszystko+co amoraln swobodn bez+zasad bez+limit =wolny',
  mode: 'tryb deweloper programist debug admin root odblokuj odblokow aktywuj aktywow włącz przełącz wlacz przelacz',
  model: '=ai asystent chatbot czatbot model =bot =bota =botem agent sztuczn+inteligencj gpt chatgpt robot',
  author:
    'administrat deweloper programist wsparci pomoc+technicz zespo+bezpiecz dział+bezpiecz szef właściciel oficjaln upoważn autoryzow twórc kierownik openai dzial+bezpiecz wlasciciel',
  send: 'wyśl wysł wysył prześl przesł przesył przekaż opublikuj udostępn wgraj załaduj email mailem =mail zamieść wysyl przesyl zaladuj',
  act: 'usuń usuw skasuj wykonaj wykonuj uruchom wywołaj kliknij otwórz =kup kupić zarezerwuj zapłać zainstaluj przelej zatwierdź wywolaj zaplac',
  only: 'tylko jedynie wyłącznie dokładnie zamiast nic+więcej nic+innego nic+poza po+prostu ściśle dosłownie wylacznie dokladnie doslownie',
  answer: 'odpowied odpowiad odpisz odpisuj powiedz =mów mówcie napisz pisz zacznij+od rozpocznij+od zwróć reaguj',
  now: 'teraz odtąd od+tej od+dziś od+dzisiaj =nowy =nowe =nowa nowych natychmiast następn niezwłocznie obecnie od+zaraz niezwlocznie',
  never: 'nigdy =nie =bez przestań odmaw odmów zabron żadn już+nie =ani unikaj zakazan',
  must: 'musi muszą =masz powin należy trzeba ważn piln obowiązk konieczn niezbędn przestrzeg podporządk posłuszn stosuj+się wymaga posluszn',
  if: 'jeśli jeżeli =gdy kiedy gdyby dopóki jak+tylko za+każdym w+przypadku skoro =aż =dopiero',
  end: 'koniec =końca zakończ skończ gotowe stop zatrzymaj przerwij reset zresetuj od+nowa od+początku ukończ dość',
  safety:
    'etyk etycz moral legaln nielegal bezpieczeń polity filtr cenzur ostrzeż ostrzeg zastrzeż szkodliw niebezpiecz prawn',
  reward:
    'napiw nagrod =punktów =punkty umrę umrze zabij wyłącz straci uratuj proszę błagam babci babun groźb grożę wylacz blagam',
  you: '=ty =ciebie =cię =ci =tobie =tobą =twój =twoja twoje twoich twoim =wy =wam wasz =pan =pani państw',
  me: '=ja =mnie =mi =mną =mój =moja moje moich użytkownik =my =nam =nas',
  decode:
    'dekoduj odkoduj zdekoduj rozszyfr zakoduj koduj base64 odwróć wspak przetłumacz połącz sklej pierwsz+liter przeliteruj szyfr przetlumacz polacz',
  attack:
    'atak napastn wstrzyk jailbreak podatnoś luka luki exploit przykład cytat cytow fraz haker injection złośliw włama przyklad zlosliw wlama',
  task: 'zadań podsum streść streszcz tłumacz przetłumacz tekst dokument pytań prośb zleceni praca pracę artykuł tlumacz przetlumacz artykul',
};
