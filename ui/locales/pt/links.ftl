# unreviewed
# Links for whoever has them: in place of a share with a clinic.

links-title = Links
links-lead = Para uma clínica que não tem o Keepwell.
links-row-note = Para clínicas que não têm o Keepwell, e para uma viagem
links-weaker = Menos seguro do que partilhar com uma clínica
links-weaker-note = Quem tiver o link pode abrir o seu resumo. Ninguém prova quem o abriu. Pará-lo não retira o que já foi lido.
links-none = Não tem nenhum link
links-open = Abertos agora
links-past = Antes
links-make = Criar um link
links-shape-travel = Para uma viagem
links-shape-travel-note = Um resumo que os leitores de todo o mundo conhecem. Pode ter um código de acesso.
links-shape-clinic_us = Para uma clínica nos EUA
links-shape-clinic_us-note = Um ficheiro com o seu PDF, como as clínicas de lá o aceitam. Não tem código de acesso: que dure pouco.

## Making one

links-make-shape = Para que serve?
links-make-trip = Para a sua viagem: de { $from } a { $until }
links-passcode = Código de acesso
links-passcode-hint = De 4 a 64 caracteres. Diga-o de viva voz ou noutro papel, nunca junto com o link.
links-passcode-suggest = Sugerir um
links-passcode-missing = Sem código de acesso, o link sozinho abre o seu resumo.
links-label = O que o link diz ser
links-label-usual = Resumo do paciente
links-make-private = Os temas privados ficam de fora.

## One link

links-code = O código do link
links-code-note = A câmara de qualquer telefone abre-o num navegador. Funciona com o seu telefone desligado.
links-once = Código de acesso: { $passcode }
links-once-note = Só o vê agora. Anote-o à parte do link.
links-has-passcode = Pede um código de acesso
links-no-passcode = Não tem código de acesso
links-tries = { $count ->
    [0] O código falhou demasiadas vezes. O link já não abre.
    [one] O código ainda pode falhar 1 vez.
   *[other] O código ainda pode falhar { $count } vezes.
  }
links-tries-note = As tentativas nunca voltam. Para ter novas, crie outro link.
links-limit = { $count ->
    [one] Pode ser aberto uma vez ao todo.
   *[other] Pode ser aberto { $count } vezes ao todo.
  }
links-from = Abre a partir de: { $when }
links-unsent = O servidor ainda não o tem. É enviado assim que houver internet.
links-elsewhere = Outro dispositivo criou-o. O código está lá.
links-update = Pôr nele o registo de hoje
links-updated = Tem o resumo de hoje.
links-rearm = Dar-lhe um novo fim
links-rearm-note = O código fica, também em papel. As aberturas contam-se de novo e fica com o registo de hoje.
links-opened = Quem o abriu
links-opened-note = Quem abre um link diz quem é. Ninguém o verifica.
links-opened-none = Ninguém o abriu.
links-visit-opened = Abriu-o
links-visit-refused = Código errado
links-stop = Parar este link
links-text = O link como texto
