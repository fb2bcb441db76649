# unreviewed

activity-title = Quem olhou
activity-show = Mostrar
activity-all = Tudo
activity-opened-only = Aberto
activity-saved-only = Guardou cópia
activity-none-title = Ainda nada aqui
activity-none = Quando uma clínica abrir o registo, aparece aqui.
activity-today = Hoje
activity-yesterday = Ontem
activity-what-opened = Abriu o seu registo
activity-what-refused = Tentou abrir: bloqueado
activity-what-shown = Olhou para o seu registo
activity-what-saved = Guardou uma cópia
activity-what-printed = Imprimiu uma cópia
activity-what-closed = Fechou o seu registo
activity-what-asked = Pediu mais tempo
activity-what-shared = Deu acesso
activity-what-stopped = Parou o acesso
activity-what-paused = Pôs o acesso em pausa
activity-what-resumed = Voltou a deixar entrar
activity-what-ended = O acesso terminou
activity-what-imported = Adicionou registos
activity-times = { $what }, { $times } vezes
activity-by = { $clinic } · { $time }
activity-by-me = { $time }
activity-proved = Provado
activity-waiting = À espera
activity-wrong = Não corresponde
activity-proved-clinic-means = A clínica assinou com a chave que o dispositivo fez para isto.
activity-proved-own-means = Está no seu diário. O dispositivo verificou-o.
activity-waiting-means = O diário ainda não o confirmou.
activity-wrong-clinic-means = Isto não corresponde ao que foi assinado. Não confie.
activity-wrong-own-means = O diário diz outra coisa do que o dispositivo anotou. Não confie.
activity-own-means = Este aparelho anotou-o.
activity-sentence-opened = { $clinic } abriu o seu registo: { $time }.
activity-sentence-refused = { $clinic } tentou abrir o seu registo e foi recusada: { $time }.
activity-sentence-shown = { $clinic } teve o seu registo no ecrã: { $time }.
activity-sentence-saved = { $clinic } disse-nos que guardou uma cópia: { $time }. Não a podemos retirar.
activity-sentence-printed = { $clinic } disse-nos que imprimiu uma cópia: { $time }. Não a podemos retirar.
activity-sentence-closed = { $clinic } fechou o seu registo: { $time }.
activity-sentence-asked = { $clinic } pediu mais tempo: { $time }.
activity-sentence-shared = Deu acesso a { $clinic }: { $time }.
activity-sentence-stopped = Parou o acesso de { $clinic }: { $time }.
activity-sentence-paused = Pôs em pausa o acesso de { $clinic }: { $time }.
activity-sentence-resumed = Voltou a deixar entrar { $clinic }: { $time }.
activity-sentence-ended = O acesso de { $clinic } terminou: { $time }.
activity-sentence-imported = Adicionou registos: { $time }.
activity-someone = Alguém
activity-folded = { $times ->
    [one] Aconteceu uma vez.
   *[other] Aconteceu { $times } vezes num quarto de hora.
}
activity-to-grant = Ver este acesso
activity-proof = Prova
activity-proof-of = O acesso a que isto pertence
activity-proof-entry = Entrada no diário
activity-proof-size = Entradas quando se verificou
activity-proof-words = Palavras do diário
activity-proof-words-note = Quem verificar o diário agora obtém as mesmas cinco palavras.
activity-proof-checked = Verificado
activity-proof-log = Diário
activity-proof-save = Guardar a prova como ficheiro
activity-saved-file = Guardado como { $file }.
activity-save = Guardar esta lista como ficheiro
activity-log-good = Diário verificado: { $when }.
activity-log-good-note = { $entries ->
    [one] { $entries } entrada, não falta nem mudou.
   *[other] { $entries } entradas, nenhuma falta nem mudou.
}
activity-log-never = O diário ainda não foi verificado.
activity-log-how = Como funciona
activity-log-how-text = Cada acesso que dá ou para fica escrito num diário público. Não tem nomes nem nada sobre si. O dispositivo verifica que nada foi mudado ou tirado.
activity-log-bad = O diário não corresponde ao que o dispositivo viu
activity-log-bad-text = Alguém o pode ter mudado. Pare todos os acessos e avise-nos.
activity-alert-foreign_revocation = O diário diz que uma partilha foi parada, mas este dispositivo não a parou.
activity-alert-omitted_revocation = O diário não diz às clínicas que uma partilha foi parada. Uma clínica talvez ainda possa abrir o que tem.
activity-alert-false_list = O diário diz às clínicas que uma partilha foi parada, mas ninguém a parou.
activity-alert-forked = O diário mostrou duas histórias diferentes.
activity-alert-rewritten = O diário mudou ou retirou entradas que tinha antes.
activity-alert-shrunk = O diário mostra menos entradas do que antes. Alguém entre si e o registo também pode fazer isto. Tente outra rede.
activity-alert-lost_event = O servidor já não mostra algo que aconteceu a uma partilha.
activity-alert-wrong_index = O diário deu uma prova de um lugar onde tem outra coisa.
activity-log-evidence = O que o dispositivo viu está guardado em { $file }.
activity-log-stop = Parar todos os acessos
activity-log-stopped = Está tudo a ser parado.
