# unreviewed

home-hello = Olá, { $name }
home-hello-nobody = Olá
home-emergency = Emergência
home-travel = Viagem
home-share = Partilhar com uma clínica
home-open = { $count ->
    [one] Uma clínica pode ver o seu registo
   *[other] { $count } clínicas podem ver o seu registo
}
home-open-none = Ninguém pode abrir o seu registo agora
home-none-fetch = Ninguém pode ir buscar o seu registo agora
home-open-no-one-else = Mais ninguém o pode abrir.
home-open-all = Ver os { $count }
home-opened = { $count ->
    [0] Ainda não aberto
    [one] Aberto 1 vez
   *[other] Aberto { $count } vezes
}
home-paused = Em pausa: agora não o podem abrir
home-not-sent = Ainda por enviar. Segue quando houver internet.
home-stopping = A paragem ainda não foi enviada. Podem abri-lo até o dispositivo ter internet.
home-starts = Começa: { $when }
home-ring = Tempo que falta para { $clinic }
home-review = Quem me pode ver
home-left-copies = { $count ->
    [one] As clínicas informaram 1 cópia guardada.
   *[other] As clínicas informaram { $count } cópias guardadas.
}
home-left-offline = { $count ->
    [one] { $count } partilha parada ainda pode abrir-se num computador sem internet. Fim o mais tardar: { $until }.
   *[other] { $count } partilhas paradas ainda podem abrir-se em computadores sem internet. Fim o mais tardar: { $until }.
}
home-left-links = { $count ->
    [one] 1 ligação ainda serve a quem a tiver.
   *[other] { $count } ligações ainda servem a quem as tiver.
}
home-log-bad = O diário não corresponde ao que o dispositivo viu
home-log-look = Ver o que fazer
home-backup-title = Sem cópia de segurança
home-backup-words = Verifique as 12 palavras; perder o dispositivo é perder o registo.
home-backup-file = Guarde uma cópia de segurança; perder o dispositivo é perder o registo.
home-backup-do = Fazer a cópia agora
home-words-due = Verificou as palavras pela última vez a { $date }
home-words-due-note = Ainda tem o papel? Verifique outra vez.
home-sample = Há dados inventados neste registo.
home-sample-remove = Retirar o exemplo
home-sample-removed = O exemplo foi retirado.
home-allergy = { $name }
home-allergy-severe = { $name }: grave
home-no-known-allergies = Sem alergias conhecidas
home-no-known-allergies-note = Um registo diz isso: { $source }
home-allergies-none = Não há alergias no seu registo
home-allergies-none-note = Isso não quer dizer que não tenha nenhuma.
home-some = { $first }, mais { $count }
home-latest = Último: { $what }, { $date }
home-latest-undated = Último: { $what }
home-result = { $value } { $unit }
home-result-flag = { $value } { $unit }: { $flag }
home-first-title = Adicione o primeiro registo
home-first-file = Um ficheiro ou uma foto
home-first-file-note = Da clínica, de uma aplicação de saúde ou uma carta fotografada
home-first-hand = Escrever
home-first-hand-note = Uma alergia ou um medicamento
home-happened = O que aconteceu
home-happened-none = Ainda nada aconteceu.
